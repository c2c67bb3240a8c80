package dev.octet.existing;

import dev.octet.kernel.Channels;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The float form of a quantized op: its version, its constants, whether there is one. */
final class FloatForm {
  /** Ops that hand their operands to other graphs, which are turned back likewise. */
  private static final Set<String> CALLS = Set.of("WHILE", "IF", "CALL");

  private static final Set<String> NOT_NEGATIVE = Set.of("RELU", "RELU6", "RELU_0_TO_1");

  private final OpTable table;
  private final Found found;

  FloatForm(OpTable table, Found found) {
    this.table = table;
    this.found = found;
  }

  /** Whether an op computes with integers that stand for reals. */
  static boolean isQuantized(Node node) {
    return operands(node).anyMatch(t -> isActivation(t) || isConstant(t));
  }

  /** Whether an op stands between floats and integers, or between integers. */
  static boolean isBorder(Node node) {
    return node.operation().is("QUANTIZE") || node.operation().is("DEQUANTIZE");
  }

  private static Stream<Tensor> operands(Node node) {
    return Stream.concat(
        node.inputs().stream().flatMap(Stream::ofNullable), node.outputs().stream());
  }

  /** Whether this is an activation of integers that stand for reals. */
  static boolean isActivation(Tensor tensor) {
    return !tensor.isConstant() && !tensor.isVariable() && Grid.of(tensor).isPresent();
  }

  private static boolean isConstant(Tensor tensor) {
    return tensor.isConstant() && tensor.quantization() != null && isNarrow(tensor);
  }

  private static boolean isNarrow(Tensor tensor) {
    return tensor.type().isInteger() && tensor.type().bits() <= Short.SIZE;
  }

  /** Whether a quantized op has a float form. */
  boolean exists(Node node) {
    if (node.operation().custom() || !node.intermediates().isEmpty()) {
      return false;
    }
    Optional<OpRow> row = table.find(node);
    if (row.isEmpty() && !CALLS.contains(node.op())) {
      return false;
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      if (input != null && !hasFloatForm(row, node, i, input)) {
        return false;
      }
    }
    return node.outputs().stream().allMatch(t -> !isNarrow(t) || isActivation(t));
  }

  private boolean hasFloatForm(Optional<OpRow> row, Node node, int index, Tensor input) {
    if (row.filter(r -> r.bias() == index).isPresent() && isWide(input)) {
      return bias(row.orElseThrow(), node).isPresent();
    }
    return !isNarrow(input) || isActivation(input) || constant(node, index).isPresent();
  }

  private static boolean isWide(Tensor tensor) {
    return tensor.type() == ElementType.INT32 || tensor.type() == ElementType.INT64;
  }

  /** A constant operand as float; empty for what is no constant of integers. */
  Optional<Tensor> constant(Node node, int index) {
    Tensor input = Objects.requireNonNull(node.input(index));
    Optional<OpRow> row = table.find(node).filter(r -> r.bias() == index);
    return row.isPresent() && isWide(input)
        ? bias(row.get(), node)
        : isConstant(input) ? found.dequantized(input) : Optional.empty();
  }

  /** A bias has the product of the scales of data and weights, whatever it says itself. */
  private Optional<Tensor> bias(OpRow row, Node node) {
    Tensor bias = Objects.requireNonNull(node.input(row.bias()));
    Tensor data = node.input(row.activations().getFirst());
    Tensor weights = node.input(row.weights().getFirst().input());
    if (!bias.isConstant()
        || data == null
        || weights == null
        || !(data.quantization() instanceof PerTensor(float dataScale, long _))) {
      return Optional.empty();
    }
    float[] scales = scales(weights.quantization());
    if (scales.length != 1 && scales.length != bias.shape().elements()) {
      return Optional.empty();
    }
    var products = new float[scales.length];
    for (int c = 0; c < scales.length; c++) {
      products[c] = dataScale * scales[c];
    }
    Channels channels = scales.length == 1 ? Channels.one() : new Channels(scales.length, 1);
    var codec = new ConstantCodec(channels, products, new long[scales.length]);
    Constant floats =
        codec.floats(bias.type(), Objects.requireNonNull(bias.data()), bias.shape().elements());
    return Optional.of(Recorded.forget(bias).withData(ElementType.FLOAT32, null, floats));
  }

  private static float[] scales(@Nullable Quantization quantization) {
    return switch (quantization) {
      case PerTensor(float scale, long _) -> new float[] {scale};
      case Quantization.PerChannel(float[] scales, long[] _, int _) -> scales;
      case null, default -> new float[0];
    };
  }

  /** The op in the version that computes with floats. */
  Operation operation(Node node) {
    Operation operation = node.operation();
    return table
        .find(node)
        .map(
            row -> {
              int version = operation.version();
              boolean forIntegers =
                  version == row.int8()
                      || version == row.int16()
                      || version == row.hybrid()
                      || version == row.hybridPerChannel();
              Attributes options = operation.options();
              Operation plain =
                  options == null
                      ? operation
                      : operation.withOptions(
                          options
                              .with("quantized_bias_type", null)
                              .with("asymmetric_quantize_inputs", null));
              return forIntegers ? plain.withVersion(1) : plain;
            })
        .orElse(operation);
  }

  /** Whether an op holds its output at 0 or above. */
  static boolean isNeverNegative(Node node) {
    Attributes options = node.operation().options();
    return NOT_NEGATIVE.contains(node.op())
        || (options != null
            && NOT_NEGATIVE.contains(options.name("fused_activation_function", "NONE")));
  }
}
