package dev.octet.format.tflite;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.schema.Operator;
import dev.octet.format.tflite.schema.SubGraph;
import dev.octet.model.Attributes;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads one subgraph: operators become nodes, indices become tensors. Numbers of debug records
 * ({@code debug_metadata_index}) are dropped: an op that is rewritten would have a wrong one.
 */
final class GraphReader {
  /** Of old converters: one boolean for each input, whether the op writes to it. */
  static final String MUTATING = "mutating_variable_inputs";

  private final TfliteReader file;
  private final SubGraph graph;
  private final int table;
  private final OperatorCodes codes;
  private final TensorReader tensors;
  private final AttributesReader options;
  private final int[] inputs;
  private final int[] outputs;

  /** Tensors that have a value at this point: inputs, constants, variables, what ops have made. */
  private final BitSet available = new BitSet();

  GraphReader(
      TfliteReader file, int index, SubGraph graph, OperatorCodes codes, boolean knowsRank) {
    this.file = file;
    this.graph = graph;
    this.table = file.bytes().element(file.bytes().root(), Ids.MODEL_SUBGRAPHS, index);
    this.codes = codes;
    this.tensors = new TensorReader(file, graph, table, knowsRank);
    this.options = new AttributesReader(file.bytes(), file.budget());
    this.inputs = indices(graph.inputsLength(), graph::inputs);
    this.outputs = indices(graph.outputsLength(), graph::outputs);
  }

  /** The tensor indices of the graph's inputs. */
  int[] inputs() {
    return inputs;
  }

  /** The tensor indices of the graph's outputs. */
  int[] outputs() {
    return outputs;
  }

  Graph read() {
    BitSet filled = new BitSet();
    for (int input : inputs) {
      check(input, "input");
      available.set(input);
      filled.set(input);
    }
    markMade(filled);
    tensors.read(filled);
    for (int t = 0; t < graph.tensorsLength(); t++) {
      Tensor tensor = tensors.get(t);
      if (tensor.isConstant() || tensor.isVariable()) {
        available.set(t);
      }
    }
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < graph.operatorsLength(); i++) {
      nodes.add(node(i));
    }
    for (int output : outputs) {
      check(output, "output");
      if (!available.get(output)) {
        throw TfliteReader.malformed(
            "output %s is made by no op".formatted(tensors.describe(output)));
      }
    }
    return new Graph(
        file.text(table, Ids.GRAPH_NAME), tensors.get(inputs), tensors.get(outputs), nodes);
  }

  private void markMade(BitSet filled) {
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator op = graph.operators(i);
      for (int j = 0; j < op.outputsLength(); j++) {
        if (op.outputs(j) >= 0 && op.outputs(j) < graph.tensorsLength()) {
          filled.set(op.outputs(j));
        }
      }
      // nobody gives them a value, but neither are they constants
      for (int j = 0; j < op.intermediatesLength(); j++) {
        if (op.intermediates(j) >= 0 && op.intermediates(j) < graph.tensorsLength()) {
          filled.set(op.intermediates(j));
        }
      }
    }
  }

  private Node node(int i) {
    Operator op = graph.operators(i);
    int at = file.bytes().element(table, Ids.GRAPH_OPERATORS, i);
    String name = "";
    try {
      OperatorCodes.Code code = codes.get(op.opcodeIndex());
      name = " " + code.name();
      return node(op, at, code);
    } catch (OctetException e) {
      throw e.in("op %d%s at byte %d".formatted(i, name, at));
    }
  }

  private Node node(Operator op, int at, OperatorCodes.Code code) {
    List<@Nullable Tensor> in = inputs(op);
    List<Tensor> out = new ArrayList<>();
    for (int t : indices(op.outputsLength(), op::outputs)) {
      check(t, "output");
      make(t);
      out.add(tensors.get(t));
    }
    List<Tensor> intermediates = new ArrayList<>();
    for (int t : indices(op.intermediatesLength(), op::intermediates)) {
      check(t, "intermediate");
      intermediates.add(tensors.get(t));
    }
    var operation =
        new Operation(
            code.name(),
            code.custom(),
            code.version(),
            builtin(at),
            customOptions(op, at),
            extras(at));
    return new Node(operation, in, out, intermediates);
  }

  private List<@Nullable Tensor> inputs(Operator op) {
    List<@Nullable Tensor> in = new ArrayList<>();
    for (int t : indices(op.inputsLength(), op::inputs)) {
      if (t == -1) {
        in.add(null);
        continue;
      }
      check(t, "input");
      if (!available.get(t)) {
        throw TfliteReader.malformed(
            "input %s has no value yet: no op before makes it".formatted(tensors.describe(t)));
      }
      in.add(tensors.get(t));
    }
    return in;
  }

  private void make(int t) {
    Tensor tensor = tensors.get(t);
    if (tensor.isConstant() || (available.get(t) && !tensor.isVariable())) {
      throw TfliteReader.malformed("output %s has a value already".formatted(tensors.describe(t)));
    }
    available.set(t);
  }

  private void check(int t, String what) {
    if (t < 0 || t >= graph.tensorsLength()) {
      throw TfliteReader.malformed(
          "%s is tensor %d of %d".formatted(what, t, graph.tensorsLength()));
    }
  }

  private @Nullable Attributes builtin(int at) {
    Attributes first = options.table(at, "Operator", "builtin_options");
    Attributes second = options.table(at, "Operator", "builtin_options_2");
    if (first != null && second != null) {
      throw TfliteReader.unsupported("has options of two kinds");
    }
    return first != null ? first : second;
  }

  private @Nullable MemorySegment customOptions(Operator op, int at) {
    if (op.customOptionsFormat() != 0) {
      throw TfliteReader.unsupported("custom options of format " + op.customOptionsFormat());
    }
    int field = file.bytes().field(at, Ids.OPERATOR_CUSTOM_OPTIONS);
    if (field != 0) {
      return file.vector(field).asReadOnly();
    }
    // as for buffers: an offset counts when it is greater than 1 and there is no vector
    return Long.compareUnsigned(op.largeCustomOptionsOffset(), 1) > 0
        ? file.outside(op.largeCustomOptionsOffset(), op.largeCustomOptionsSize(), "custom options")
            .asReadOnly()
        : null;
  }

  private @Nullable Attributes extras(int at) {
    return options.field(at, "Operator", MUTATING) instanceof List<?> inputs && !inputs.isEmpty()
        ? Attributes.of("Operator").with(MUTATING, inputs)
        : null;
  }

  private int[] indices(int n, IntUnaryOperator get) {
    var indices = new int[file.budget().take(n)];
    for (int i = 0; i < n; i++) {
      indices[i] = get.applyAsInt(i);
    }
    return indices;
  }
}
