package dev.octet.report;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.report.Histograms.Steps;
import org.jspecify.annotations.Nullable;

/** The values that integers of a type can stand for. */
final class StepsOf {
  private StepsOf() {}

  /** Those of an activation; null for a float. */
  static @Nullable Steps activation(Tensor tensor) {
    return tensor.quantization() instanceof PerTensor(float scale, long zeroPoint)
            && tensor.type().isInteger()
            && tensor.type().bits() <= Short.SIZE
        ? type(tensor.type(), scale, zeroPoint, false)
        : null;
  }

  /**
   * Those of a type.
   *
   * @param narrow whether the lowest integer is not used
   */
  static Steps type(ElementType type, float scale, long zeroPoint, boolean narrow) {
    long values = 1L << type.bits();
    boolean unsigned =
        switch (type) {
          case UINT4, UINT8, UINT16, UINT32, UINT64 -> true;
          default -> false;
        };
    long low = unsigned ? 0 : -values / 2;
    return new Steps(scale, zeroPoint, narrow ? low + 1 : low, low + values - 1);
  }
}
