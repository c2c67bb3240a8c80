package dev.octet.debug;

import dev.octet.existing.StoredReals;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much of a constant another one, in which it is quantized, can be: rounding moves a value by a
 * step at most, but for those that were clipped. A few stretches are looked at.
 */
final class SameWeights {
  /** More than this part of other values is other weights. */
  static final double MOST = 0.1;

  private static final int STRETCHES = 8;

  private SameWeights() {}

  /**
   * The part of elements that are further than a step from where they were, 0 to 1.
   *
   * @return empty where that cannot be told: other shapes, formats that are not read
   */
  static OptionalDouble others(Tensor before, Tensor after) {
    if (Objects.equals(before.data(), after.data())) {
      return OptionalDouble.of(0);
    }
    if (!Arrays.equals(before.shape().dims(), after.shape().dims())
        || before.shape().elements() == 0) {
      return OptionalDouble.empty();
    }
    long elements = before.shape().elements();
    long grains = (elements + StoredReals.GRAIN - 1) / StoredReals.GRAIN;
    long stretches = Math.min(grains, STRETCHES);
    long all = 0;
    long others = 0;
    for (long s = 0; s < stretches; s++) {
      long from = (s * 2 + 1) * grains / (2 * stretches) * StoredReals.GRAIN;
      int count = (int) Math.min(StoredReals.GRAIN, elements - from);
      Optional<StoredReals> one = StoredReals.of(before, from, count);
      Optional<StoredReals> other = StoredReals.of(after, from, count);
      if (one.isEmpty() || other.isEmpty()) {
        return OptionalDouble.empty();
      }
      others += others(one.get(), other.get(), count);
      all += count;
    }
    return OptionalDouble.of((double) others / all);
  }

  private static int others(StoredReals before, StoredReals after, int count) {
    int others = 0;
    for (int i = 0; i < count; i++) {
      double was = before.real(i);
      double is = after.real(i);
      boolean clipped = after.isAtEnd(i) && Math.abs(was) > Math.abs(is) && was * is >= 0;
      double most = after.step(i) * 1.01 + Math.abs(was) * 1e-4;
      others += Math.abs(was - is) > most && !clipped ? 1 : 0;
    }
    return others;
  }

  /** Whether two constants can be the same, one of them perhaps quantized. */
  static boolean agree(Tensor before, Tensor after) {
    if (before.type() != ElementType.FLOAT32 && before.type() == after.type()) {
      return before.data() != null
          && after.data() != null
          && before.data().byteSize() == after.data().byteSize()
          && before.data().bytes().mismatch(after.data().bytes()) < 0;
    }
    OptionalDouble others = others(before, after);
    return others.isPresent() && others.getAsDouble() <= MOST;
  }
}
