package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.data.LabelsFile;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.report.EvaluationReport;
import java.time.Duration;
import java.util.List;

/** Compares models on the same samples. */
final class EvaluateJob implements Job<EvaluateOptions> {
  @Override
  public void run(EvaluateOptions options, Session session) {
    long start = System.nanoTime();
    List<VerifiedModel> models =
        options.models().stream()
            .map(m -> ModelFiles.read(m, options.reading()).verified())
            .toList();
    int[] labels =
        options.labels() == null ? null : LabelsFile.read(options.labels(), null).requireClasses();
    long total = labels == null ? Progress.UNKNOWN : labels.length;
    var how =
        new EvaluationOptions(
            options.top(), options.threads(), options.kernels(), options.output(), options.reads());
    Evaluation evaluation;
    try (Progress progress = session.progress()) {
      evaluation =
          new Evaluator(how, done -> progress.update("evaluating", done, total))
              .evaluate(models, List.of(options.data()), labels);
    }
    session.report(
        made -> new EvaluationReport(title(options), evaluation, List.of()).report(made));
    session.print(new EvaluateSummary(evaluation, Duration.ofNanos(System.nanoTime() - start)));
  }

  private static String title(EvaluateOptions options) {
    return options.models().size() == 1
        ? "Accuracy of " + ModelPaths.name(options.models().getFirst())
        : "Accuracy of %d models".formatted(options.models().size());
  }
}
