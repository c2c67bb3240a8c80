package dev.octet.evaluate;

import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Gauge.Against;
import dev.octet.evaluate.Gauge.Form;
import dev.octet.evaluate.Gauge.OfConfusion;
import dev.octet.evaluate.Gauge.OfSamples;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Metrics of scores against classes, and of masks. */
final class Classifications {
  /** Those of the confusion matrix. */
  static final List<OfConfusion> OF_CONFUSION =
      List.of(
          classes("precision", c -> c.macro(c::precision)),
          classes("recall", c -> c.macro(c::recall)),
          classes("f1", c -> c.macro(c::f1)),
          classes("precision_weighted", c -> c.weighted(c::precision)),
          classes("recall_weighted", c -> c.weighted(c::recall)),
          classes("f1_weighted", c -> c.weighted(c::f1)),
          new OfConfusion("miou", Against.MASKS, c -> c.macro(c::iou)));

  private Classifications() {}

  private static OfConfusion classes(String name, ToDoubleFunction<Confusion> figure) {
    return new OfConfusion(name, Against.CLASSES_OR_MASKS, figure);
  }

  /** Whether the right class is among the k with the highest scores. */
  static OfSamples top(int k) {
    return new OfSamples(
        "top" + k,
        Unit.SHARE,
        Better.HIGHER,
        Against.CLASSES,
        Form.SHARE,
        (shot, column) -> {
          int label = shot.truth().label();
          boolean right = label >= 0 && shot.isFinite() && shot.rank(label) < k;
          column.put(shot.sample(), right ? 1 : 0, 1);
        },
        DoubleUnaryOperator.identity());
  }
}
