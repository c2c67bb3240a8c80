package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Catalogue;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.Gate;
import dev.octet.evaluate.Gate.Finding;
import dev.octet.evaluate.MetricOptions;
import dev.octet.evaluate.MetricPlugins;
import dev.octet.evaluate.MetricPlugins.Plugin;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.report.EvaluationReport;
import dev.octet.runtime.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compares models on the same samples, and holds gates against what comes of it. */
final class EvaluateJob implements Job<EvaluateOptions> {
  @Override
  public void run(EvaluateOptions options, Session session) {
    long start = System.nanoTime();
    Engine.preload(); // while the models are read
    List<Plugin> plugins = MetricPlugins.load(options.metrics().plugins());
    var catalogue = Catalogue.of(plugins);
    catalogue.require(options.metrics().names());
    List<Gate> gates = options.gates().stream().map(g -> Gate.parse(g, catalogue)).toList();
    gates.forEach(g -> g.requireIn(options.models()));
    Evaluation evaluation = evaluate(options, how(options, gates, plugins), session);
    evaluation.notes().forEach(session::warn);
    List<Finding> findings = gates.stream().flatMap(g -> g.check(evaluation).stream()).toList();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.report(
        made ->
            new EvaluationReport(title(options), evaluation, notes(evaluation, findings))
                .report(made));
    session.print(new EvaluateSummary(evaluation, options.metrics().names(), findings, time));
    List<Finding> failed = findings.stream().filter(f -> !f.isPassed()).toList();
    if (!failed.isEmpty()) {
      throw new OctetException(
          ErrorCode.GATE_FAILED,
          failed.stream().map(GateText::failure).collect(Collectors.joining("; ")));
    }
  }

  private static EvaluationOptions how(
      EvaluateOptions options, List<Gate> gates, List<Plugin> plugins) {
    EvaluateOptions.Metrics asked = options.metrics();
    var measured =
        new MetricOptions(
            asked.names(),
            gates.stream().map(Gate::metric).filter(m -> !m.equals(Gate.BYTES)).toList(),
            asked.maxVal(),
            asked.ignoreIndex(),
            asked.resamples(),
            options.samples().reads().seed(),
            plugins);
    return new EvaluationOptions(
        asked.top(),
        options.threads(),
        options.kernels(),
        options.samples().signature(),
        options.output(),
        options.samples().reads(),
        measured);
  }

  private static Evaluation evaluate(
      EvaluateOptions options, EvaluationOptions how, Session session) {
    List<VerifiedModel> models =
        options.models().stream()
            .map(m -> ModelFiles.read(m, options.reading()).verified())
            .toList();
    try (Progress progress = session.progress()) {
      return new Evaluator(how, (done, all) -> progress.update("evaluating", done, all))
          .evaluate(models, options.samples().sources());
    }
  }

  private static List<String> notes(Evaluation evaluation, List<Finding> findings) {
    var notes = new ArrayList<String>();
    findings.stream()
        .filter(f -> !f.isPassed())
        .map(f -> "A gate fails: " + GateText.failure(f) + ".")
        .forEach(notes::add);
    notes.addAll(evaluation.notes());
    return notes;
  }

  private static String title(EvaluateOptions options) {
    return options.models().size() == 1
        ? "Accuracy of " + ModelPaths.name(options.models().getFirst())
        : "Accuracy of %d models".formatted(options.models().size());
  }
}
