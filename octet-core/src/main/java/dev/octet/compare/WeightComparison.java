package dev.octet.compare;

import dev.octet.compare.ConstantPair.Likeness;
import dev.octet.existing.StoredReals;
import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How far constants are from each other. They are read in stretches, by all cores; the sums do not
 * depend on how many there are.
 */
final class WeightComparison {
  private static final int STRETCH = 1 << 16;
  private static final int BYTES = 1 << 20;

  private final Map<Pair, Outcome> known = new HashMap<>();
  private final LongConsumer progress;
  private long done;

  /**
   * Nothing compared yet.
   *
   * @param progress is told how many bytes of both models have been compared
   */
  WeightComparison(LongConsumer progress) {
    this.progress = progress;
  }

  private record Pair(Tensor before, Tensor after) {}

  private record Outcome(Likeness likeness, @Nullable Difference difference) {}

  /** A constant that the models have at one input of an op; null on one side, not on both. */
  ConstantPair compare(int input, @Nullable Tensor before, @Nullable Tensor after) {
    Outcome outcome =
        before == null || after == null
            ? new Outcome(Likeness.ALONE, null)
            : known.computeIfAbsent(new Pair(before, after), this::compare);
    return new ConstantPair(
        input,
        before == null ? null : TensorFacts.of(before),
        before == null ? 0 : Footprint.bytes(before),
        after == null ? null : TensorFacts.of(after),
        after == null ? 0 : Footprint.bytes(after),
        outcome.likeness(),
        outcome.difference());
  }

  private Outcome compare(Pair pair) {
    Tensor before = pair.before();
    Tensor after = pair.after();
    Outcome outcome = outcome(before, after);
    done += Footprint.bytes(before) + Footprint.bytes(after);
    progress.accept(done);
    return outcome;
  }

  private static Outcome outcome(Tensor before, Tensor after) {
    boolean alike =
        TensorFacts.of(before).isLike(TensorFacts.of(after))
            && StoredReals.areReadAlike(before, after);
    if (alike && haveSameBytes(before, after)) {
      boolean isReal = TensorFacts.of(before).isReal();
      return new Outcome(
          Likeness.IDENTICAL, isReal ? new Difference(before.shape().elements(), 0, 0, 0) : null);
    }
    Optional<Difference> difference =
        Arrays.equals(before.shape().dims(), after.shape().dims())
            ? difference(before, after)
            : Optional.empty();
    return difference
        .map(d -> new Outcome(d.error() == 0 ? Likeness.EQUAL : Likeness.DIFFERENT, d))
        .orElseGet(() -> new Outcome(alike ? Likeness.DIFFERENT : Likeness.INCOMPARABLE, null));
  }

  /** Whether two constants are the same, whatever they stand for. */
  static boolean haveSameBytes(Tensor before, Tensor after) {
    return haveSameBytes(
        Objects.requireNonNull(before.data()), Objects.requireNonNull(after.data()));
  }

  /** Whether two blobs are the same. */
  static boolean haveSameBytes(Constant one, Constant other) {
    return one.equals(other)
        || (one.byteSize() == other.byteSize()
            && LongStream.range(0, Math.ceilDiv(one.byteSize(), (long) BYTES))
                .parallel()
                .allMatch(i -> piece(one, i).mismatch(piece(other, i)) < 0));
  }

  private static MemorySegment piece(Constant data, long index) {
    long from = index * BYTES;
    long size = Math.min(BYTES, data.byteSize() - from);
    return switch (data) {
      case Constant.Stored(MemorySegment bytes) -> bytes.asSlice(from, size);
      case Constant.Derived derived -> {
        var piece = MemorySegment.ofArray(new byte[(int) size]);
        derived.read(from, piece);
        yield piece;
      }
    };
  }

  private static Optional<Difference> difference(Tensor before, Tensor after) {
    long elements = before.shape().elements();
    if (StoredReals.of(before, 0, 0).isEmpty() || StoredReals.of(after, 0, 0).isEmpty()) {
      return Optional.empty();
    }
    List<Difference> parts =
        LongStream.range(0, Math.ceilDiv(elements, (long) STRETCH))
            .parallel()
            .mapToObj(i -> part(before, after, i * STRETCH, elements))
            .toList();
    return Optional.of(parts.stream().reduce(Difference.NONE, Difference::plus));
  }

  private static Difference part(Tensor before, Tensor after, long from, long elements) {
    int count = (int) Math.min(STRETCH, elements - from);
    double[] ones = reals(before, from, count);
    double[] others = reals(after, from, count);
    double error = 0;
    double signal = 0;
    double max = 0;
    for (int i = 0; i < count; i++) {
      double distance = ones[i] == others[i] ? 0 : Math.abs(ones[i] - others[i]);
      error += distance * distance;
      signal += ones[i] * ones[i];
      max = Math.max(max, distance); // keeps NaN
    }
    return new Difference(count, error, signal, max);
  }

  private static double[] reals(Tensor tensor, long from, int count) {
    var reals = new double[count];
    StoredReals.of(tensor, from, count).orElseThrow().copyTo(reals);
    return reals;
  }
}
