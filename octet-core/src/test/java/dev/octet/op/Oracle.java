package dev.octet.op;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import dev.octet.plan.Scheme;
import dev.octet.plan.WeightFormat;
import dev.octet.runtime.KernelSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a quantized op must give: the float op on inputs and constants that were rounded as the
 * specification says. Then an integer kernel errs by the rounding of its output only.
 */
final class Oracle {
  private static final int PER_TENSOR = -1;

  /** For what floats and fixed-point multipliers lose. */
  private static final double STEP_SLACK = 0.02;

  /** The axis of channels of the weights, by op and input. */
  private static final Map<String, Integer> WEIGHT_AXES =
      Map.of(
          "CONV_2D 1", 0,
          "CONV_3D 1", 4,
          "CONV_3D_TRANSPOSE 1", 3,
          "DEPTHWISE_CONV_2D 1", 3,
          "EMBEDDING_LOOKUP 1", 0,
          "FULLY_CONNECTED 1", 0,
          "TRANSPOSE_CONV 1", 0);

  /** Weights that integer kernels take as activations. */
  private static final List<String> TABLES = List.of("EMBEDDING_LOOKUP 1");

  private static final List<String> BIASES =
      List.of(
          "CONV_2D 2",
          "DEPTHWISE_CONV_2D 2",
          "FULLY_CONNECTED 2",
          "TRANSPOSE_CONV 3",
          "CONV_3D 2",
          "CONV_3D_TRANSPOSE 3");

  private final OpCase opCase;
  private final OpData data;
  private final List<List<float[]>> exact;

  Oracle(OpCase opCase, OpData data) {
    this.opCase = opCase;
    this.data = data;
    this.exact = OpRun.run(opCase.model(), KernelSet.PLAIN, data.samples());
  }

  /**
   * What is expected.
   *
   * @param values for each sample, the values of each output
   * @param error how far off each may be
   */
  record Expected(List<List<float[]>> values, List<List<float[]>> error) {}

  /** What float ops give; sets of kernels add up in different orders. */
  Expected unchanged() {
    return new Expected(exact, each(exact, v -> 2e-5 * (1 + Math.abs(v))));
  }

  /** What float ops give for rounded weights; nothing else is rounded. */
  Expected weightsOnly(Scheme scheme) {
    Model rounded = withConstants((i, c) -> weights(scheme, i, c));
    List<List<float[]>> values = OpRun.run(rounded, KernelSet.PLAIN, data.samples());
    return new Expected(values, each(values, v -> 2e-5 * (1 + Math.abs(v))));
  }

  /** What hybrid kernels give: the input is rounded to 255 steps at run time, by them. */
  Expected hybrid(WeightFormat format) {
    Scheme scheme = new Scheme.DynamicRange(format);
    if (opCase.inputs().stream().noneMatch(t -> t.type() == ElementType.FLOAT32)) {
      return weightsOnly(scheme); // there is no activation to round
    }
    Model rounded = withConstants((i, c) -> weights(scheme, i, c));
    List<List<float[]>> values = OpRun.run(rounded, KernelSet.PLAIN, data.samples());
    if (RecurrentOracle.squashes(opCase.op())) {
      return new Expected(values, each(values, _ -> RecurrentOracle.HYBRID_ERROR));
    }
    Model magnitudes = withConstants((i, c) -> magnitude(scheme, i, c));
    var halfSteps = new ArrayList<List<float[]>>();
    for (List<float[]> sample : data.samples()) {
      halfSteps.add(sample.stream().map(Oracle::halfStep).toList());
    }
    List<List<float[]>> error = OpRun.run(unfused(magnitudes), KernelSet.PLAIN, halfSteps);
    return new Expected(values, error);
  }

  /** What integer kernels give. */
  Expected integer(Constraint constraint, ElementType type, WeightFormat format) {
    boolean join = constraint == Constraint.INPUTS_LIKE_OUTPUT;
    Steps common = join ? outputSteps(0, type) : null;
    Model rounded = withConstants((i, c) -> integerConstant(type, format, common, i, c));
    List<List<float[]>> inputs =
        data.samples().stream().map(sample -> rounded(sample, type, common)).toList();
    List<List<float[]>> values =
        LstmNode.isFull(opCase.node())
            ? new RecurrentOracle(rounded, data).run(inputs, outputSteps(0, type))
            : OpRun.run(rounded, KernelSet.PLAIN, inputs);
    var expected = new ArrayList<List<float[]>>();
    var errors = new ArrayList<List<float[]>>();
    for (List<float[]> sample : values) {
      var limited = new ArrayList<float[]>();
      var error = new ArrayList<float[]>();
      for (int o = 0; o < sample.size(); o++) {
        float[] output = sample.get(o);
        boolean isFloat = opCase.node().output(o).type() == ElementType.FLOAT32;
        double step = isFloat ? stepOf(o, constraint, type).scale() : 0;
        boolean clips = isFloat && constraint != Constraint.OUTPUT_LIKE_INPUT;
        limited.add(clips ? limited(output, o, type, step) : output);
        double off = Tolerance.steps(opCase.op(), constraint, type) + STEP_SLACK;
        error.add(filled(output.length, off * step));
      }
      expected.add(limited);
      errors.add(error);
    }
    return new Expected(expected, errors);
  }

  private float[] integerConstant(
      ElementType type, WeightFormat format, @Nullable Steps common, int input, float[] values) {
    if (BIASES.contains(key(input))) {
      return values;
    }
    if (key(input).equals("SVDF 2")) {
      return RecurrentOracle.timeWeights(opCase.node(), values);
    }
    if (RecurrentOracle.keepsState(opCase.op())) {
      return RecurrentOracle.isInt8(opCase.node(), input, true)
          ? roundWeights(values, shape(input), PER_TENSOR, Steps.largestInteger(8))
          : values;
    }
    if (WEIGHT_AXES.containsKey(key(input)) && !TABLES.contains(key(input))) {
      return weights(new Scheme.FullInteger(type, format), input, values);
    }
    return (common == null ? steps(type, values) : common).round(values);
  }

  private List<float[]> rounded(List<float[]> sample, ElementType type, @Nullable Steps common) {
    var values = new ArrayList<float[]>();
    for (int i = 0; i < sample.size(); i++) {
      boolean isFloat = opCase.inputs().get(i).type() == ElementType.FLOAT32;
      Steps steps = common == null ? steps(type, data.all(i)) : common;
      values.add(isFloat ? steps.round(sample.get(i)) : sample.get(i));
    }
    return values;
  }

  private Steps stepOf(int output, Constraint constraint, ElementType type) {
    return switch (constraint) {
      case OUTPUT_LIKE_INPUT -> inputSteps(type);
      case FIXED_OUTPUT -> Tolerance.fixed(opCase.op(), type);
      case FREE, INPUTS_LIKE_OUTPUT -> outputSteps(output, type);
    };
  }

  private static float[] filled(int length, double value) {
    var values = new float[length];
    Arrays.fill(values, (float) value);
    return values;
  }

  /** Rounded inputs may give a little more than was seen when ranges were taken. */
  private float[] limited(float[] values, int output, ElementType type, double step) {
    Steps seen = outputSteps(output, type);
    double low = (seen.lowest() - seen.zeroPoint()) * seen.scale();
    double high = (seen.highest() - seen.zeroPoint()) * seen.scale();
    var limited = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      limited[i] = (float) Math.clamp(values[i], Math.min(low, -step), Math.max(high, step));
    }
    return limited;
  }

  private Steps inputSteps(ElementType type) {
    for (int i = 0; i < opCase.node().inputs().size(); i++) {
      Tensor input = opCase.node().input(i);
      if (input != null && input.type() == ElementType.FLOAT32) {
        int position = opCase.inputs().indexOf(input);
        return steps(type, position < 0 ? floats(input) : data.all(position));
      }
    }
    throw new AssertionError(opCase);
  }

  Steps outputSteps(int output, ElementType type) {
    return steps(type, all(output));
  }

  private float[] all(int output) {
    int length = exact.getFirst().get(output).length;
    var all = new float[length * exact.size()];
    for (int s = 0; s < exact.size(); s++) {
      System.arraycopy(exact.get(s).get(output), 0, all, s * length, length);
    }
    return all;
  }

  static Steps steps(ElementType type, float[] values) {
    double min = min(values);
    double max = max(values);
    return type == ElementType.INT16 ? Steps.int16(min, max) : Steps.int8(min, max);
  }

  private static float min(float[] values) {
    float min = values[0];
    for (float v : values) {
      min = Math.min(min, v);
    }
    return min;
  }

  private static float max(float[] values) {
    float max = values[0];
    for (float v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  private String key(int input) {
    return opCase.op() + " " + input;
  }

  /** The weights at an input as a scheme rounds them, or the constant as it is. */
  private float[] weights(Scheme scheme, int input, float[] constant) {
    if (scheme instanceof Scheme.Float16Weights) {
      return halves(constant);
    }
    if (BIASES.contains(key(input))
        || (RecurrentOracle.keepsState(opCase.op())
            && !RecurrentOracle.isInt8(opCase.node(), input, false))) {
      return constant;
    }
    return switch (scheme) {
      case Scheme.WeightOnly(WeightFormat format) -> integers(format, input, constant);
      case Scheme.DynamicRange(WeightFormat format) -> integers(format, input, constant);
      case Scheme.FullInteger(ElementType _, WeightFormat format) ->
          integers(format, input, constant);
      case Scheme.KeepFloat _, Scheme.Unaffected _, Scheme.Float16Weights _ -> constant;
    };
  }

  private static float[] halves(float[] constant) {
    var halves = new float[constant.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = Float.float16ToFloat(Float.floatToFloat16(constant[i]));
    }
    return halves;
  }

  private float[] integers(WeightFormat format, int input, float[] constant) {
    int blockSize = format.granularity().blockSize();
    if (blockSize > 0) {
      return roundBlocks(constant, blockSize, Steps.largestInteger(format.bits()));
    }
    boolean perTensor = format.isPerTensor();
    int axis = perTensor ? PER_TENSOR : WEIGHT_AXES.getOrDefault(key(input), PER_TENSOR);
    return roundWeights(constant, shape(input), axis, Steps.largestInteger(format.bits()));
  }

  /** Scales of blocks have 8 significant bits; those of the cases are no ties, nor subnormal. */
  private static float[] roundBlocks(float[] weights, int size, int largestInteger) {
    var rounded = new float[weights.length];
    for (int from = 0; from < weights.length; from += size) {
      double largest = 0;
      for (int i = from; i < from + size; i++) {
        largest = Math.max(largest, Math.abs(weights[i]));
      }
      double scale = largest / largestInteger;
      double unit = Math.scalb(1.0, Math.getExponent(scale) - 7);
      var steps = new Steps(Math.rint(scale / unit) * unit, 0, -largestInteger, largestInteger);
      for (int i = from; i < from + size; i++) {
        rounded[i] = (float) steps.round(weights[i]);
      }
    }
    return rounded;
  }

  private int[] shape(int input) {
    return Objects.requireNonNull(opCase.node().input(input)).shape().dims();
  }

  private static float[] roundWeights(float[] weights, int[] shape, int axis, int largestInteger) {
    int inner = 1;
    for (int d = axis + 1; d < shape.length; d++) {
      inner *= shape[d];
    }
    int channels = axis < 0 ? 1 : shape[axis];
    int stride = axis < 0 ? weights.length : inner;
    var largest = new float[channels];
    for (int i = 0; i < weights.length; i++) {
      int c = i / stride % channels;
      largest[c] = Math.max(largest[c], Math.abs(weights[i]));
    }
    var rounded = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      rounded[i] =
          (float) Steps.weights(largest[i / stride % channels], largestInteger).round(weights[i]);
    }
    return rounded;
  }

  private float[] magnitude(Scheme scheme, int input, float[] constant) {
    float[] rounded = weights(scheme, input, constant);
    var magnitudes = new float[rounded.length];
    for (int i = 0; i < rounded.length; i++) {
      magnitudes[i] = isBias(input) ? 0 : Math.abs(rounded[i]);
    }
    return magnitudes;
  }

  private boolean isBias(int input) {
    return BIASES.contains(key(input)) || (opCase.op().equals("SVDF") && input == 3);
  }

  private static float[] halfStep(float[] values) {
    float largest = Math.max(-min(values), max(values));
    return filled(values.length, largest / 127 / 2 * 1.02 + 1e-5);
  }

  private static float[] floats(Tensor constant) {
    return Objects.requireNonNull(constant.data()).bytes().toArray(Constant.F32);
  }

  private Model withConstants(BiFunction<Integer, float[], float[]> change) {
    Node node = opCase.node();
    var inputs = new ArrayList<@Nullable Tensor>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      inputs.add(
          input != null && input.isConstant() && input.type() == ElementType.FLOAT32
              ? input.withData(input.type(), null, Constant.of(change.apply(i, floats(input))))
              : input);
    }
    return withNode(new Node(node.operation(), inputs, node.outputs()));
  }

  private Model unfused(Model model) {
    Operation operation = opCase.node().operation();
    var options = operation.options();
    return options == null
        ? model
        : withNodes(
            model,
            n ->
                n.op().equals(opCase.op())
                    ? new Node(
                        operation.withOptions(options.with("fused_activation_function", null)),
                        n.inputs(),
                        n.outputs())
                    : n);
  }

  private Model withNode(Node node) {
    return withNodes(opCase.model(), n -> n == opCase.node() ? node : n);
  }

  private static Model withNodes(Model model, UnaryOperator<Node> change) {
    Graph main = model.main();
    var graphs = new ArrayList<>(model.graphs());
    graphs.set(
        0,
        new Graph(
            main.name(),
            main.inputs(),
            main.outputs(),
            main.nodes().stream().map(change).toList()));
    return model.withGraphs(graphs);
  }

  private static List<List<float[]>> each(
      List<List<float[]>> values, Function<Float, Double> bound) {
    return values.stream()
        .map(
            sample ->
                sample.stream()
                    .map(
                        v -> {
                          var bounds = new float[v.length];
                          for (int i = 0; i < v.length; i++) {
                            bounds[i] = bound.apply(v[i]).floatValue();
                          }
                          return bounds;
                        })
                    .toList())
        .toList();
  }
}
