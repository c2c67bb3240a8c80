package dev.octet.evaluate;

import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What a model gives for each sample: kept, or, where that is too much, computed when asked for.
 */
final class Expected {
  private static final long MOST_BYTES = 1L << 28;
  private static final double ROUNDING = 1e-3;

  private final Contestant contestant;
  private final EngineOptions engine;
  private final float[][] kept;
  private final boolean areKept;
  private final boolean areDistributions;

  /** Reads outputs, on one thread. */
  interface Reader extends AutoCloseable {
    double[] of(int sample);

    @Override
    void close();
  }

  private Expected(
      Contestant contestant,
      EngineOptions engine,
      float[][] kept,
      boolean areKept,
      boolean areDistributions) {
    this.contestant = contestant;
    this.engine = engine;
    this.kept = areKept ? kept : new float[0][];
    this.areKept = areKept;
    this.areDistributions = areDistributions;
  }

  /**
   * Runs the model on all samples.
   *
   * @param answers that the output must be able to give
   */
  static Expected of(
      Contestant contestant,
      EngineOptions engine,
      int samples,
      int threads,
      Answers answers,
      LongConsumer progress) {
    var outputs = new float[samples][];
    var bytes = new AtomicLong();
    var distributions = new AtomicBoolean(true);
    var done = new AtomicLong();
    SideBySide.run(
        threads,
        samples,
        turns -> {
          try (var lane = new Lane(contestant, engine)) {
            long played = 0;
            var shot = new Shot(null, new Truth());
            for (int i = (int) turns.next(); i >= 0; i = (int) turns.next()) {
              lane.run(i, shot);
              answers.check(contestant, shot);
              double[] values = shot.values();
              if (!isDistribution(values)) {
                distributions.set(false);
              }
              if (bytes.addAndGet((long) Float.BYTES * values.length) <= MOST_BYTES) {
                outputs[i] = floats(values);
              }
              progress.accept(done.incrementAndGet());
              played++;
            }
            return played;
          }
        });
    return new Expected(
        contestant, engine, outputs, bytes.get() <= MOST_BYTES, distributions.get());
  }

  boolean areDistributions() {
    return areDistributions;
  }

  Reader reader() {
    return areKept ? new Kept(kept) : new Computed(new Lane(contestant, engine));
  }

  private static boolean isDistribution(double[] values) {
    return values.length > 1
        && Arrays.stream(values).allMatch(v -> v >= 0)
        && Math.abs(Arrays.stream(values).sum() - 1) < ROUNDING;
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static final class Kept implements Reader {
    private final float[][] outputs;

    Kept(float[][] outputs) {
      this.outputs = outputs;
    }

    @Override
    public double[] of(int sample) {
      float[] floats = outputs[sample];
      var values = new double[floats.length];
      Arrays.setAll(values, i -> floats[i]);
      return values;
    }

    @Override
    public void close() {}
  }

  private record Computed(Lane lane) implements Reader {
    @Override
    public double[] of(int sample) {
      return lane.run(sample);
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
