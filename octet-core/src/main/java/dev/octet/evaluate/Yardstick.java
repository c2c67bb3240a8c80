package dev.octet.evaluate;

import dev.octet.data.Labels;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures many forms of one model on the same samples. What the model itself gives is computed
 * once, and kept unless that takes too much memory.
 */
public final class Yardstick {
  private static final int WARM_UP = 3;
  private static final int MOST_RUNS = 50;
  private static final long MOST_NANOS = 100_000_000;

  private final List<String> sources;
  private final EvaluationOptions options;
  private final EngineOptions engine;
  private final Contestant reference;
  private final int samples;
  private final Answers answers;
  private @Nullable Expected expected;

  /** What a model did. */
  public static final class Reading {
    private final double[] scores;
    private final double snr;
    private final double latency;

    private Reading(double[] scores, double snr, double latency) {
      this.scores = scores;
      this.snr = snr;
      this.latency = latency;
    }

    /** The score of each sample. */
    public double[] scores() {
      return scores.clone();
    }

    /**
     * The output against the first model's, in dB; infinite for equal outputs, and below all
     * numbers where an output holds NaN or an infinity.
     */
    public double snr() {
      return snr;
    }

    /** Milliseconds for a sample on one thread, the median of several runs. */
    public double latency() {
      return latency;
    }
  }

  /**
   * A yardstick.
   *
   * @param reference the model that the others are forms of: as many outputs, in the same order
   * @param sources the samples, as {@link dev.octet.data.Datasets} reads them
   * @param labels the right class of each sample, or null when there are none
   * @throws dev.octet.error.OctetException {@code BAD_DATA} for samples or labels that do not fit
   *     each other or the model, {@code USAGE} for an output or signature that it does not have
   */
  public Yardstick(
      VerifiedModel reference,
      List<String> sources,
      int @Nullable [] labels,
      EvaluationOptions options) {
    this.sources = List.copyOf(sources);
    this.options = options;
    this.engine = EngineOptions.standard().withKernels(options.kernels());
    this.reference = Contestant.of(reference, sources, options);
    Labels right = labels == null ? null : Labels.of(labels);
    this.samples = Evaluator.count(this.reference.samples().size(), right);
    this.answers = Answers.of(right);
  }

  /** How many samples there are. */
  public int samples() {
    return samples;
  }

  /** Whether each output of the model is a distribution: no number below 0, and 1 in all. */
  public boolean givesDistributions(LongConsumer progress) {
    return expected(progress).areDistributions();
  }

  /**
   * Runs a form of the model on all samples.
   *
   * @param progress told after each sample how many are done, from any thread
   * @throws dev.octet.error.OctetException {@code RUNTIME} for a model that does not run, and what
   *     the scoring throws
   */
  public Reading read(VerifiedModel model, Scoring scoring, LongConsumer progress) {
    Expected outputs = expected(progress);
    Contestant contestant = reference.twin(model, sources, options);
    var scores = new double[samples];
    var noise = new Column.Sums(samples);
    var broken = new AtomicBoolean();
    var done = new AtomicLong();
    SideBySide.run(
        options.threads(),
        samples,
        turns -> {
          try (var lane = new Lane(contestant, engine);
              Expected.Reader first = outputs.reader()) {
            long played = 0;
            var truth = new Truth();
            var wanted = new Shot(null, truth);
            var shot = new Shot(wanted, truth);
            for (int i = (int) turns.next(); i >= 0; i = (int) turns.next()) {
              lane.run(i, shot);
              wanted.take(i, first.of(i), shot.dims(), false);
              contestant.checkLike(reference, shot.values().length, wanted.values().length);
              answers.check(contestant, shot);
              scores[i] = scoring.of(i, wanted.values(), shot.values());
              Likenesses.SQNR.meter().read(shot, noise);
              if (!shot.isFinite()) {
                broken.set(true);
              }
              progress.accept(done.incrementAndGet());
              played++;
            }
            return played;
          }
        });
    double snr = broken.get() ? Double.NEGATIVE_INFINITY : Likenesses.SQNR.value(noise);
    return new Reading(scores, snr, latency(contestant));
  }

  /** What the model itself did: compared with its own outputs. */
  public Reading reference(Scoring scoring, LongConsumer progress) {
    var scores = new double[samples];
    try (Expected.Reader outputs = expected(progress).reader()) {
      for (int i = 0; i < samples; i++) {
        double[] values = outputs.of(i);
        scores[i] = scoring.of(i, values, values);
        progress.accept(i + 1L);
      }
    }
    return new Reading(scores, Double.POSITIVE_INFINITY, latency(reference));
  }

  private Expected expected(LongConsumer progress) {
    Expected known = expected;
    if (known == null) {
      known = Expected.of(reference, engine, samples, options.threads(), answers, progress);
      expected = known;
    }
    return known;
  }

  private double latency(Contestant contestant) {
    try (var lane = new Lane(contestant, engine)) {
      var nanos = new long[MOST_RUNS];
      int runs = 0;
      long all = 0;
      for (int i = -WARM_UP; runs == 0 || (runs < MOST_RUNS && all < MOST_NANOS); i++) {
        long start = System.nanoTime();
        lane.run(Math.max(i, 0) % samples);
        long time = System.nanoTime() - start;
        all += time;
        if (i >= 0) {
          nanos[runs++] = time;
        }
      }
      Arrays.sort(nanos, 0, runs);
      return nanos[runs / 2] / 1e6;
    }
  }
}
