package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs.Means;
import dev.octet.calibrate.WeightLayout;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * By how much rounded weights move the mean of each output channel, and the bias that moves it
 * back: {@code Σ_p (rounded − weight)[c, p] × mean of x[p]} (Nagel et al. 2019, arXiv 1906.04721,
 * section 4.2, with the means measured).
 */
final class MeanShift {
  private MeanShift() {}

  /**
   * The shift of each channel.
   *
   * @param weights floats
   * @param rounded the same as integers
   * @param means what meets them
   */
  static double[] of(Tensor weights, Tensor rounded, Means means) {
    WeightLayout layout = means.layout();
    MemorySegment floats = Constants.data(weights).bytes();
    Integers integers = Integers.of(rounded);
    var shift = new double[layout.channels()];
    for (int c = 0; c < shift.length; c++) {
      int mean = layout.group(c) * layout.patch();
      double sum = 0;
      for (int p = 0; p < layout.patch(); p++) {
        long at = layout.element(c, p);
        double real = (double) integers.values()[(int) at] * integers.scale(at);
        sum += (real - floats.getAtIndex(Constant.F32, at)) * means.values()[mean + p];
      }
      shift[c] = sum;
    }
    return shift;
  }

  /**
   * A bias that takes the shift back.
   *
   * @param bias constant floats, or null for none
   * @param name for a bias where there was none
   */
  static Tensor takenOff(@Nullable Tensor bias, double[] shift, String name) {
    var values = new float[shift.length];
    MemorySegment old = bias == null ? null : Constants.data(bias).bytes();
    for (int c = 0; c < values.length; c++) {
      double before = old == null ? 0 : old.getAtIndex(Constant.F32, c);
      values[c] = (float) (before - shift[c]);
    }
    return bias == null
        ? Tensor.of(name, ElementType.FLOAT32, Shape.of(values.length), Constant.of(values))
        : bias.withData(ElementType.FLOAT32, null, Constant.of(values));
  }
}
