package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.Outcome;
import dev.octet.Tuner;
import dev.octet.Tuning;
import dev.octet.data.ClassLabels;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.Labels;
import dev.octet.debug.Metrics;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.SafeFile;
import dev.octet.model.Model;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import dev.octet.report.TuneReport;
import dev.octet.tune.Deadline;
import dev.octet.tune.Goal;
import dev.octet.tune.Measure;
import dev.octet.tune.Result;
import dev.octet.tune.Trial;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for the model that keeps its accuracy, writes it and sums up how it was found. */
final class TuneJob implements Job<TuneOptions> {
  @Override
  public void run(TuneOptions options, Session session) {
    var deadline = new Deadline(options.goal().budget(), System::nanoTime);
    try (var _ = new CtrlC(deadline::stop, session.terminal().out()::flush)) {
      TuneSummary summary = summary(options, session, deadline);
      session.report(made -> report(summary).report(made));
      session.print(summary);
      if (!summary.result().within() && !options.bestEffort()) {
        throw failure(summary, options);
      }
    }
  }

  private static TuneReport report(TuneSummary summary) {
    return new TuneReport(
        "%s, tuned".formatted(ModelPaths.name(summary.model())),
        summary.metric(),
        summary.samples(),
        summary.result(),
        summary.notes());
  }

  private static TuneSummary summary(TuneOptions options, Session session, Deadline deadline) {
    try (Progress progress = session.progress()) {
      var watcher = new TuneWatcher(session, progress, deadline);
      Tuner tuner = Tuner.open(tuning(options), watcher);
      watcher.measures(tuner.metric());
      Goal goal = options.goal();
      Path state = options.files().state();
      Result result =
          state == null
              ? tuner.search(goal, deadline, watcher)
              : tuner.search(goal, state, deadline, watcher);
      Trial best = result.best();
      if (best == null) {
        throw new OctetException(
                ErrorCode.NOT_QUANTIZABLE,
                "the search was %s before anything was measured".formatted(result.ended()))
            .in(options.model().toString())
            .advise("give it more time with --time-budget");
      }
      Recipe recipe = tuner.recipe(best.candidate());
      var notes = new ArrayList<String>();
      boolean delivers = result.within() || options.bestEffort();
      if (delivers) {
        Outcome outcome = tuner.outcome(best, watcher.afterwards());
        notes.addAll(outcome.notes());
        notes.addAll(
            outcome.write(options.files().output(), options.verification(), options.threads()));
        save(recipe, options.files().saveRecipe());
      }
      Path output = delivers ? options.files().output() : null;
      return new TuneSummary(
          options.model(), output, tuner.metric(), tuner.samples(), result, recipe, notes);
    }
  }

  private static Tuning tuning(TuneOptions options) {
    TuneOptions.Data samples = options.samples();
    return new Tuning(
        options.model(),
        options.reading(),
        options.recipe(),
        samples.calibrate(),
        samples.limit(),
        List.of(samples.data()),
        labels(options),
        samples.options(),
        options.metric(),
        Metrics.with(options.plugins()).models(),
        samples.output(),
        options.kernels(),
        options.threads());
  }

  /** The classes that the command line names, or else those that the samples bring. */
  private static @Nullable List<Integer> labels(TuneOptions options) {
    TuneOptions.Data samples = options.samples();
    Model model = ModelFiles.read(options.model(), options.reading()).model();
    DataOptions how = samples.options().withLabels(samples.labels());
    Labels labels = Datasets.open(List.of(samples.data()), model, how).parts().getFirst().labels();
    if (labels == null || (samples.labels() == null && !(labels instanceof ClassLabels))) {
      return null;
    }
    return Arrays.stream(labels.requireClasses()).boxed().toList();
  }

  private static void save(Recipe recipe, @Nullable Path target) {
    if (target != null) {
      byte[] text = RecipeFile.print(recipe).getBytes(StandardCharsets.UTF_8);
      SafeFile.write(target, channel -> Channels.newOutputStream(channel).write(text));
    }
  }

  private static OctetException failure(TuneSummary summary, TuneOptions options) {
    Result result = summary.result();
    Trial best = result.best();
    Measure measure = best == null ? null : best.measure();
    String found = measure == null ? "" : ": the least is " + summary.drop(measure.drop());
    String what =
        "nothing that was tried keeps the drop within "
            + summary.drop(options.goal().maxDrop())
            + found;
    return new OctetException(ErrorCode.NOT_QUANTIZABLE, what)
        .in(options.model().toString())
        .advise(advice(result) + "; %s is not written".formatted(options.files().output()));
  }

  private static String advice(Result result) {
    return result.ended().isEmpty()
        ? "allow more with --max-drop, or take that model with --best-effort"
        : "the search was %s: let it go on, with --time-budget and --state"
            .formatted(result.ended());
  }
}
