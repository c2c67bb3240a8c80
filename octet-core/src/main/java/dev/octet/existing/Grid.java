package dev.octet.existing;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The integers that the values of an activation stood for, by the model's own account.
 *
 * <p>Uint8 counts as int8: the same scale, and a zero point that is 128 lower; likewise uint16,
 * which TensorFlow's converter writes for fake quantization in 16 bits and no kernel reads.
 *
 * @param min the real number that the smallest integer stands for, finite
 * @param max the same of the largest
 * @param exact scale and zero point, or null where only the range is known
 */
public record Grid(float min, float max, @Nullable Exact exact) {
  private static final int SIGN_SHIFT = 128;
  private static final int SIGN_SHIFT_16 = 32768;
  private static final float LARGEST = 1e15f;

  /** Scales were rounded. */
  private static final float SLACK = 1.0001f;

  /** Checks the range. */
  public Grid {
    if (!(min <= max) || !(min >= -LARGEST) || !(max <= LARGEST)) {
      throw new IllegalArgumentException("no range: " + min + " to " + max);
    }
  }

  /**
   * Parameters and the type that they are for.
   *
   * @param type {@code INT8} or {@code INT16}
   * @param parameters in that type; zero point 0 in 16 bits
   */
  public record Exact(ElementType type, PerTensor parameters) {}

  /** Nothing but a range; empty for one that no integers can stand for. */
  static Optional<Grid> ofRange(double min, double max) {
    return -LARGEST <= min && min <= max && max <= LARGEST
        ? Optional.of(new Grid((float) min, (float) max, null))
        : Optional.empty();
  }

  /**
   * What a tensor's own parameters say; empty unless it has one scale and 8 or 16 bits. 16 bits lie
   * around 0 whatever the values are: there the range that the converter recorded says more.
   */
  static Optional<Grid> of(Tensor integers) {
    return integers.quantization() instanceof PerTensor parameters
        ? of(integers.type(), parameters)
            .map(g -> integers.type() == ElementType.INT16 ? g.within(integers) : g)
        : Optional.empty();
  }

  private Grid within(Tensor integers) {
    return Recorded.range(integers)
        .filter(r -> r.min >= min * SLACK && r.max <= max * SLACK)
        .map(r -> new Grid(r.min, r.max, exact))
        .orElse(this);
  }

  static Optional<Grid> of(ElementType type, PerTensor parameters) {
    return switch (type) {
      case INT8 -> of(parameters, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case UINT8 ->
          of(
              new PerTensor(parameters.scale(), parameters.zeroPoint() - SIGN_SHIFT),
              ElementType.INT8,
              Byte.MIN_VALUE,
              Byte.MAX_VALUE);
      case INT16 -> of(parameters, type, -Short.MAX_VALUE, Short.MAX_VALUE);
      case UINT16 ->
          of(
              new PerTensor(parameters.scale(), parameters.zeroPoint() - SIGN_SHIFT_16),
              ElementType.INT16,
              Short.MIN_VALUE,
              Short.MAX_VALUE);
      default -> Optional.empty();
    };
  }

  private static Optional<Grid> of(PerTensor parameters, ElementType type, int least, int most) {
    long zero = parameters.zeroPoint();
    if (zero < least || zero > most) {
      return Optional.empty();
    }
    Exact exact = type == ElementType.INT16 && zero != 0 ? null : new Exact(type, parameters);
    return ofRange(
            (double) (least - zero) * parameters.scale(),
            (double) (most - zero) * parameters.scale())
        .map(g -> new Grid(g.min, g.max, exact));
  }

  /** The parameters in a type, if they were in that type. */
  public Optional<PerTensor> parameters(ElementType type) {
    return exact != null && exact.type() == type
        ? Optional.of(exact.parameters())
        : Optional.empty();
  }

  /** This where no value is negative. */
  Grid notNegative() {
    return min < 0 && max >= 0 ? new Grid(0, max, exact) : this;
  }

  /** The one that reaches further; this one if both reach as far. */
  Grid wider(Grid other) {
    return (double) other.max - other.min > (double) max - min ? other : this;
  }

  /** A range that holds both; the grid itself where both are the same. */
  Grid union(Grid other) {
    return equals(other)
        ? this
        : new Grid(Math.min(min, other.min), Math.max(max, other.max), null);
  }
}
