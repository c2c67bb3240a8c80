package dev.octet.evaluate;

import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Unit;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** How a metric is measured. */
sealed interface Gauge {
  /** What it is called. */
  String name();

  /** What its number is. */
  Unit unit();

  /** Which way is better. */
  Better better();

  /** What outputs are held against. */
  Against against();

  /** What outputs are held against. */
  enum Against {
    /** The class of each sample. */
    CLASSES,
    /** A mask of classes. */
    MASKS,
    /** The class of each sample or each element of a mask. */
    CLASSES_OR_MASKS,
    /** Targets, or where there are none the first model's outputs. */
    TARGETS_OR_FIRST,
    /** The first model's outputs. */
    FIRST,
    /** Whatever there is. */
    ANYTHING
  }

  /** What a sample adds to a column. */
  @FunctionalInterface
  interface Meter {
    /** Looks at a sample. */
    void read(Shot shot, Column column);
  }

  /** What is made of a column. */
  enum Form {
    /** The ratio of the sums is a share of samples: the column holds flags. */
    SHARE,
    /** The ratio of the sums. */
    RATIO,
    /** The greatest number. */
    GREATEST
  }

  /**
   * One that goes from sample to sample.
   *
   * @param finish what becomes of the ratio of the sums
   */
  record OfSamples(
      String name,
      Unit unit,
      Better better,
      Against against,
      Form form,
      Meter meter,
      DoubleUnaryOperator finish)
      implements Gauge {
    /** A column for it. */
    Column column(int samples) {
      return form == Form.SHARE ? new Column.Flags(samples) : new Column.Sums(samples);
    }

    double value(Column column) {
      return form == Form.GREATEST ? column.greatest() : finish.applyAsDouble(column.ratio());
    }
  }

  /** One that looks at the confusion matrix. */
  record OfConfusion(String name, Against against, ToDoubleFunction<Confusion> figure)
      implements Gauge {
    @Override
    public Unit unit() {
      return Unit.SHARE;
    }

    @Override
    public Better better() {
      return Better.HIGHER;
    }
  }
}
