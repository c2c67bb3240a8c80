package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.raise.ControlFlow;
import dev.octet.format.tensorflow.raise.Library;
import dev.octet.lower.Array;
import dev.octet.lower.ShapeValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What all graphs of a model share while they are lowered: functions, variables, refusals. */
final class Program implements Library {
  /** No network has as many nodes, however often it calls its functions. */
  private static final int MOST_NODES = 400_000;

  private final OpTable table;
  private final Map<String, FunctionDef> functions;
  private final Set<String> ready = new HashSet<>();
  private final VariableValues variables;
  private final CustomOps customOps;
  private final Map<String, Array> values = new HashMap<>();
  private final ShapeValues shapes = new ShapeValues();
  private final Folding folding = new Folding(new BatchValues(shapes));
  private final Refusals lasting = new Refusals();
  private Refusals refusals = lasting;
  private int trials;
  private int lowered;
  private boolean countsValues;

  Program(
      OpTable table,
      Map<String, FunctionDef> functions,
      VariableValues variables,
      CustomOps customOps) {
    this.table = table;
    this.functions = new HashMap<>(functions);
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

  /**
   * One more node is lowered: functions that call others twice, and so on, may make endlessly many.
   */
  void count() {
    lowered++;
    if (lowered > MOST_NODES) {
      throw new OctetException(
              ErrorCode.MODEL_TOO_LARGE,
              "with its functions in place it has more than %d nodes".formatted(MOST_NODES))
          .advise("give the part that is wanted: --signature, --outputs");
    }
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

  CustomOps customOps() {
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
    return ready.contains(name) ? function : prepared(function);
  }

  /**
   * A function whose results go by their numbers, without the control flow of TensorFlow 1, from
   * now on.
   */
  private FunctionDef prepared(FunctionDef function) {
    FunctionDef plain = OutputPorts.numbered(function);
    ready.add(plain.name());
    FunctionDef done = ControlFlow.isIn(plain.nodes()) ? raised(plain) : plain;
    add(done);
    return done;
  }

  private FunctionDef raised(FunctionDef plain) {
    Set<String> given = new HashSet<>();
    plain.arguments().forEach(a -> given.add(a.name()));
    List<NodeDef> nodes =
        ControlFlow.raise(this, plain.nodes(), plain.results(), plain.controls(), given);
    return plain.withNodes(nodes);
  }

  @Override
  public String unique(String wanted) {
    String name = wanted;
    for (int i = 1; functions.containsKey(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  @Override
  public void add(FunctionDef function) {
    ready.add(function.name());
    functions.put(function.name(), function);
  }

  /** A function is raised once, maybe for a trial, so that its refusals must outlast that. */
  @Override
  public void refuse(NodeDef node, OctetException why) {
    refusals.refused(node, why);
    lasting.refused(node, why);
  }

  @Override
  public void runs(NodeDef node) {
    if (SideEffects.writes(node.op())) {
      refuse(node, SideEffects.refusal());
    }
  }
}
