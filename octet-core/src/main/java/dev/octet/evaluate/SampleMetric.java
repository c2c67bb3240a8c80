package dev.octet.evaluate;

import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A metric of {@code octet evaluate} from outside of Octet: its value is the sum of what samples
 * add, by the sum of their weights. Called from several threads.
 */
@FunctionalInterface
public interface SampleMetric {
  /** What a sample adds. */
  Contribution of(Sample sample);

  /** Which way is better. */
  default Better better() {
    return Better.HIGHER;
  }

  /** What the value is. */
  default Unit unit() {
    return Unit.NUMBER;
  }

  /**
   * What a model gave for a sample.
   *
   * @param index of the sample, from 0
   * @param output the output that is looked at
   * @param target what is right: the labels of the sample, a class without axes; null without
   *     labels
   * @param first what the first model gave; null for the first model itself
   */
  record Sample(long index, Values output, @Nullable Values target, @Nullable Values first) {}

  /** Numbers with their sizes; the metric may keep and change what it gets. */
  final class Values {
    private final int[] dims;
    private final double[] numbers;

    Values(int[] dims, double[] numbers) {
      this.dims = dims.clone();
      this.numbers = numbers.clone();
    }

    /** The sizes, outermost first. */
    public int[] dims() {
      return dims.clone();
    }

    /** The elements, the last axis fastest; integers that stand for reals are reals already. */
    public double[] numbers() {
      return numbers.clone();
    }
  }

  /**
   * What a sample adds: errors and words, for an error rate.
   *
   * @param number to the sum above the line
   * @param weight to the sum below it, not negative
   */
  record Contribution(double number, double weight) {
    /** A sample that counts as much as any other. */
    public static Contribution of(double number) {
      return new Contribution(number, 1);
    }

    /** A sample that says nothing. */
    public static Contribution nothing() {
      return new Contribution(0, 0);
    }
  }
}
