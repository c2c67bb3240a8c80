package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Comparison;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.lower.Selection;
import dev.octet.model.Tensor;
import java.util.List;

/** Colours of images, whose last dimension they are. */
final class ColorOps {
  private ColorOps() {}

  static void addTo(OpTable t) {
    t.add("AdjustContrastv2", ColorOps::contrast);
    t.add("RGBToHSV", ColorOps::hue);
  }

  /** {@code (x − mean) · factor + mean}, with the mean of each channel of an image. */
  private static Tensor contrast(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.floats(0);
    int rank = x.shape().rank();
    Tensor mean = Reduction.mean(g, x, true, rank - 3, rank - 2);
    Tensor more = Arithmetic.multiply(g, Arithmetic.subtract(g, x, mean), call.floats(1));
    return Arithmetic.add(g, more, mean);
  }

  /** Hue, saturation and value. Source: {@code colorspace_op.h}. */
  private static Tensor hue(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.floats(0);
    int last = x.shape().rank() - 1;
    List<Tensor> rgb = Joining.split(g, x, new int[] {1, 1, 1}, last);
    Tensor value = Reduction.reduce(g, "REDUCE_MAX", x, true, last);
    Tensor least = Reduction.reduce(g, "REDUCE_MIN", x, true, last);
    Tensor range = Arithmetic.subtract(g, value, least);
    Tensor saturation = unlessZero(g, value, Arithmetic.divide(g, range, value));
    Tensor circle = Arithmetic.scaled(g, range, 6);
    Tensor ofRed = turned(g, rgb.get(1), rgb.get(2), circle, 0);
    Tensor ofGreen = turned(g, rgb.get(2), rgb.get(0), circle, 2.0 / 6);
    Tensor ofBlue = turned(g, rgb.get(0), rgb.get(1), circle, 4.0 / 6);
    Tensor other = Selection.where(g, same(g, rgb.get(1), value), ofGreen, ofBlue);
    Tensor any = Selection.where(g, same(g, rgb.get(0), value), ofRed, other);
    Tensor turn = unlessZero(g, range, any);
    Tensor negative = Comparison.less(g, turn, g.scalar(0));
    Tensor hue = Selection.where(g, negative, Arithmetic.shifted(g, turn, 1), turn);
    return Layout.concat(g, List.of(hue, saturation, value), last);
  }

  private static Tensor turned(Lowering g, Tensor a, Tensor b, Tensor circle, double by) {
    Tensor part = Arithmetic.divide(g, Arithmetic.subtract(g, a, b), circle);
    return Arithmetic.shifted(g, part, by);
  }

  private static Tensor same(Lowering g, Tensor a, Tensor b) {
    return Comparison.equal(g, a, b);
  }

  /** 0 where x is not positive. */
  private static Tensor unlessZero(Lowering g, Tensor x, Tensor y) {
    Tensor positive = Comparison.greater(g, x, g.scalar(0));
    return Selection.where(g, positive, y, g.scalar(0));
  }
}
