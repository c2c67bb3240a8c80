package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares models on the same samples.
 *
 * <p>Reals are fed to quantized inputs by their scale and zero point, and quantized outputs are
 * taken back to reals, so float and quantized models compare. Each sample starts from a model's
 * first state. The result does not depend on the number of threads.
 */
public final class Evaluator {
  /** A few dozen bytes are kept of each. */
  private static final int MOST_SAMPLES = 10_000_000;

  private final EvaluationOptions options;
  private final LongConsumer progress;

  /**
   * An evaluator.
   *
   * @param progress told after each sample how many are done, from any thread
   */
  public Evaluator(EvaluationOptions options, LongConsumer progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs all samples through all models.
   *
   * @param models at least one; the others are compared with the first
   * @param sources the samples, as {@link dev.octet.data.Datasets} reads them
   * @param labels the right class of each sample from 0, or null when there are none
   * @throws OctetException {@code BAD_DATA} for samples or labels that do not fit each other or a
   *     model, {@code RUNTIME} for a model that does not run, {@code USAGE} for an output or
   *     signature that a model does not have
   */
  public Evaluation evaluate(
      List<VerifiedModel> models, List<String> sources, int @Nullable [] labels) {
    List<Contestant> contestants =
        models.stream().map(m -> Contestant.of(m, sources, options)).toList();
    int samples = count(contestants.getFirst().samples().size(), labels);
    List<Tally> tallies = models.stream().map(_ -> new Tally(samples)).toList();
    var round = new Round(contestants, tallies, labels);
    EngineOptions engine = EngineOptions.standard().withKernels(options.kernels());
    var done = new AtomicLong();
    SideBySide.run(
        options.threads(),
        samples,
        turns -> round.play(turns, engine, () -> progress.accept(done.incrementAndGet())));
    var scores = new ArrayList<Score>();
    for (int i = 0; i < models.size(); i++) {
      scores.add(score(contestants.get(i), tallies.get(i), labels != null, i == 0));
    }
    return new Evaluation(samples, options.top(), scores);
  }

  static int count(long samples, int @Nullable [] labels) {
    if (labels != null && labels.length != samples) {
      throw new OctetException(
              ErrorCode.BAD_DATA, "%d labels for %d samples".formatted(labels.length, samples))
          .advise("give one label for each sample, in the samples' order");
    }
    if (samples > MOST_SAMPLES) {
      throw new OctetException(ErrorCode.BAD_DATA, samples + " samples are too many")
          .advise("evaluate at most " + MOST_SAMPLES);
    }
    return (int) samples;
  }

  private Score score(Contestant contestant, Tally tally, boolean labelled, boolean first) {
    return new Score(
        contestant.model().file(),
        contestant.model().byteSize(),
        contestant.outputName(),
        labelled ? tally.accuracy(options.top()) : null,
        first ? null : tally.likeness(),
        tally.broken(),
        Map.of(),
        null);
  }
}
