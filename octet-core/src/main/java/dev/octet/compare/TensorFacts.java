package dev.octet.compare;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Quantization.Opaque;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as it is described.
 *
 * @param name in its file
 * @param quantization how its integers stand for reals, or null
 */
public record TensorFacts(
    String name, ElementType type, Shape shape, @Nullable Quantization quantization) {
  static TensorFacts of(Tensor tensor) {
    return new TensorFacts(tensor.name(), tensor.type(), tensor.shape(), tensor.quantization());
  }

  /** Whether its elements are reals or stand for such; else they are sizes, places, texts. */
  public boolean isReal() {
    return quantization != null
        || switch (type) {
          case FLOAT32, FLOAT16, BFLOAT16, FLOAT64, INT2, INT4, INT8, COMPLEX64, COMPLEX128 -> true;
          case INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32, UINT64, BOOL -> false;
          case STRING, RESOURCE, VARIANT -> false;
        };
  }

  /** Type and shape, such as {@code i8[1,28,28,3]}. */
  public String kind() {
    return type.text() + shape;
  }

  /** The parameters of its quantization in words; empty without. */
  public String parameters() {
    return switch (quantization) {
      case null -> "";
      case PerTensor(float scale, long zero) ->
          "scale %s, zero point %d".formatted(text(scale), zero);
      case PerChannel channels -> perChannel(channels);
      case Blockwise(Tensor _, int size, int _) -> "a scale for each %d".formatted(size);
      case Opaque _ -> "of another kind";
    };
  }

  private static String perChannel(PerChannel channels) {
    float least = Float.POSITIVE_INFINITY;
    float most = 0;
    for (float scale : channels.scales()) {
      least = Math.min(least, scale);
      most = Math.max(most, scale);
    }
    return "%d scales on axis %d, %s to %s"
        .formatted(channels.scales().length, channels.axis(), text(least), text(most));
  }

  private static String text(float scale) {
    return String.format(Locale.ROOT, "%.4g", scale);
  }

  /** Whether the integers of two tensors stand for the same reals. */
  boolean hasParametersOf(TensorFacts other) {
    return quantization instanceof Blockwise(Tensor scales, int size, int axis)
        ? other.quantization instanceof Blockwise(Tensor others, int otherSize, int otherAxis)
            && size == otherSize
            && axis == otherAxis
            && sameBytes(scales, others)
        : Objects.equals(quantization, other.quantization);
  }

  private static boolean sameBytes(Tensor one, Tensor other) {
    return Objects.equals(one.data(), other.data())
        || (one.data() != null
            && other.data() != null
            && one.type() == other.type()
            && one.data().bytes().mismatch(other.data().bytes()) < 0);
  }

  /** Whether all but the name is the same. */
  boolean isLike(TensorFacts other) {
    return type == other.type && shape.equals(other.shape) && hasParametersOf(other);
  }
}
