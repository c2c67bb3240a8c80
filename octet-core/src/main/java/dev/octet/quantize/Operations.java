package dev.octet.quantize;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.op.OpRow;
import dev.octet.plan.WeightFormat;
import java.util.Objects;

/** Operations in the versions, and with the options, that quantized kernels want. */
final class Operations {
  private Operations() {}

  /** With float activations and integer weights. */
  static Operation hybrid(Node node, OpRow row, int version) {
    Operation operation = withOptions(atLeast(node.operation(), version), row);
    return row.asymmetricInputs() ? with(operation, "asymmetric_quantize_inputs", true) : operation;
  }

  /** With integer activations of that type. */
  static Operation integer(Node node, OpRow row, ElementType type, WeightFormat format) {
    int version = integerVersion(row, node, type, format);
    Operation operation = withOptions(atLeast(node.operation(), version), row);
    if (type == ElementType.INT16) {
      for (var option : row.int16Options().entrySet()) {
        operation = with(operation, option.getKey(), option.getValue());
      }
    }
    return operation;
  }

  /** In a version that takes a bias. */
  static Operation withBias(Operation operation, OpRow row) {
    return atLeast(operation, row.biasVersion());
  }

  private static int integerVersion(OpRow row, Node node, ElementType type, WeightFormat format) {
    return format.bits() < WeightFormat.INT8.bits() && !row.weightsOf(node).isEmpty()
        ? row.fourBits().integerVersion(type)
        : row.integerVersion(type);
  }

  private static Operation atLeast(Operation operation, int version) {
    return operation.withVersion(Math.max(operation.version(), version));
  }

  /** Files may leave the table of options out; kernels for integers need some fields of it. */
  private static Operation withOptions(Operation operation, OpRow row) {
    return operation.options() == null && !row.options().isEmpty()
        ? operation.withOptions(Attributes.of(row.options()))
        : operation;
  }

  private static Operation with(Operation operation, String option, Object value) {
    Attributes options = Objects.requireNonNull(operation.options(), operation.name());
    return operation.withOptions(options.with(option, value));
  }
}
