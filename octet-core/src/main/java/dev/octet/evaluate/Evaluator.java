package dev.octet.evaluate;

import dev.octet.data.Labels;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.model.Shape;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
  private final Watcher progress;

  /** Hears how far an evaluation is, from any thread. */
  @FunctionalInterface
  public interface Watcher {
    /** So many samples are done of all. */
    void done(long samples, long all);
  }

  /**
   * An evaluator.
   *
   * @param progress told now and then how many samples are done, and when all are
   */
  public Evaluator(EvaluationOptions options, Watcher progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * An evaluator.
   *
   * @param progress told now and then how many samples are done, and when all are, from any thread
   */
  public Evaluator(EvaluationOptions options, LongConsumer progress) {
    this(options, (samples, _) -> progress.accept(samples));
  }

  /**
   * Runs all samples through all models, with the labels that the data has or the options name.
   *
   * @param models at least one; the others are compared with the first
   * @param sources the samples, as {@link dev.octet.data.Datasets} reads them
   * @throws OctetException {@code BAD_DATA} for samples or labels that do not fit each other or a
   *     model, {@code RUNTIME} for a model that does not run, {@code USAGE} for an output or
   *     signature that a model does not have, or a metric that there is not or cannot be
   */
  public Evaluation evaluate(List<VerifiedModel> models, List<String> sources) {
    List<Contestant> contestants = contestants(models, sources);
    return evaluate(contestants, contestants.getFirst().labels());
  }

  /**
   * Runs all samples through all models, with these labels.
   *
   * @param labels the right class of each sample from 0, or null when there are none
   * @throws OctetException as {@link #evaluate(List, List)}
   */
  public Evaluation evaluate(
      List<VerifiedModel> models, List<String> sources, int @Nullable [] labels) {
    return evaluate(contestants(models, sources), labels == null ? null : Labels.of(labels));
  }

  private List<Contestant> contestants(List<VerifiedModel> models, List<String> sources) {
    return models.stream().map(m -> Contestant.of(m, sources, options)).toList();
  }

  private Evaluation evaluate(List<Contestant> contestants, @Nullable Labels labels) {
    Contestant first = contestants.getFirst();
    int samples = count(first.samples().size(), labels);
    for (Contestant other : contestants) {
      if (other.samples().size() != samples) {
        throw new OctetException(
                ErrorCode.BAD_DATA,
                "%d samples, but %d for the first model".formatted(other.samples().size(), samples))
            .in(other.where())
            .advise("evaluate models that take the same samples together");
      }
    }
    var answers = Answers.of(labels);
    EngineOptions engine = EngineOptions.standard().withKernels(options.kernels());
    var setting =
        new Selection.Setting(options, answers, contestants.size(), dims(first, answers, engine));
    var selection = Selection.of(setting);
    var cards = new ArrayList<Card>();
    int ignored = options.metrics().ignoreIndex();
    for (int i = 0; i < contestants.size(); i++) {
      cards.add(new Card(selection, samples, i == 0, ignored));
    }
    var round = new Round(contestants, cards, answers, selection.counts(), ignored);
    var done = new AtomicLong();
    SideBySide.run(
        options.threads(),
        samples,
        turns -> {
          var pulse = new Pulse(done, d -> progress.done(d, samples));
          long played = round.play(turns, engine, pulse);
          pulse.end();
          return played;
        });
    List<Score> scores = new Scoreboard(contestants, cards, selection, answers, options).scores();
    var notes = new LinkedHashSet<String>();
    contestants.forEach(c -> notes.addAll(c.notes()));
    return new Evaluation(samples, options.top(), scores, List.copyOf(notes));
  }

  /** The sizes of an output: as the model says, or where targets or free sizes ask, after a run. */
  private static int[] dims(Contestant contestant, Answers answers, EngineOptions engine) {
    Shape shape = contestant.shape();
    if (answers.targets() == null && !shape.isDynamic()) {
      return shape.dims();
    }
    try (var lane = new Lane(contestant, engine)) {
      lane.run(0);
      return lane.dims();
    }
  }

  static int count(long samples, @Nullable Labels labels) {
    if (labels != null && labels.size() != samples) {
      throw new OctetException(
              ErrorCode.BAD_DATA, "%d labels for %d samples".formatted(labels.size(), samples))
          .advise("give one label for each sample, in the samples' order");
    }
    if (samples > MOST_SAMPLES) {
      throw new OctetException(ErrorCode.BAD_DATA, samples + " samples are too many")
          .advise("evaluate at most " + MOST_SAMPLES);
    }
    return (int) samples;
  }
}
