package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import dev.octet.lower.ShapeValues;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What all graphs of a model share while they are lowered: functions, variables, refusals. */
final class Program {
  private final OpTable table;
  private final Map<String, FunctionDef> functions;
  private final VariableValues variables;
  private final boolean customOps;
  private final Map<String, Array> values = new HashMap<>();
  private final ShapeValues shapes = new ShapeValues();
  private Refusals refusals = new Refusals();
  private int trials;
  private final Folding folding = new Folding(new BatchValues(shapes));
  private boolean countsValues;

  Program(
      OpTable table,
      Map<String, FunctionDef> functions,
      VariableValues variables,
      boolean customOps) {
    this.table = table;
    this.functions = functions;
    this.variables = variables;
    this.customOps = customOps;
  }

  OpTable table() {
    return table;
  }

  ShapeValues shapes() {
    return shapes;
  }

  Folding folding() {
    return folding;
  }

  /** Says that there is a size that depends on values: from here on, open sizes differ. */
  void countValues() {
    countsValues = true;
  }

  /** Whether an open size may be another than the batch. */
  boolean countsValues() {
    return countsValues;
  }

  Refusals refusals() {
    return refusals;
  }

  /** How many trials run, one in the other. */
  int trials() {
    return trials;
  }

  /** Runs what only learns something; what it refuses is forgotten, or told where it is wanted. */
  <T> T trying(Function<Refusals, T> trial) {
    Refusals outer = refusals;
    var own = new Refusals();
    refusals = own;
    trials++;
    try {
      return trial.apply(own);
    } finally {
      refusals = outer;
      trials--;
    }
  }

  boolean customOps() {
    return customOps;
  }

  /** The value of a variable; the same one for whoever reads it. */
  Array variable(NodeDef handle) {
    return values.computeIfAbsent(handle.name(), _ -> Computed.of(variables.of(handle)));
  }

  /**
   * A function of the library.
   *
   * @throws OctetException if there is none of that name
   */
  FunctionDef function(String name) {
    FunctionDef function = functions.get(name);
    if (function == null) {
      throw new OctetException(
          ErrorCode.MALFORMED_MODEL, "there is no function '%s'".formatted(name));
    }
    return function;
  }
}
