package dev.octet.cli;

import dev.octet.ModelComparison;
import dev.octet.ModelFiles;
import dev.octet.SourceModel;
import dev.octet.compare.Comparison;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.report.CompareReport;
import dev.octet.report.NodeOverlays;

/** Compares two models. Loads nothing native unless a report is wanted. */
final class CompareJob implements Job<CompareOptions> {
  @Override
  public void run(CompareOptions options, Session session) {
    SourceModel before = ModelFiles.read(options.before(), options.reading());
    SourceModel after = ModelFiles.read(options.after(), options.reading());
    before.notes().forEach(session::warn);
    after.notes().forEach(session::warn);
    Comparison comparison = compare(ModelComparison.of(before, after), session);
    session.explore(() -> NodeOverlays.of(comparison));
    session.report(made -> new CompareReport(title(options), comparison).report(made));
    session.print(new CompareSummary(comparison, options.all()));
    if (options.exitCode() && !comparison.isSame()) {
      throw new OctetException(ErrorCode.DIFFERENT, "the models differ");
    }
  }

  private static String title(CompareOptions options) {
    return "%s beside %s"
        .formatted(ModelPaths.name(options.after()), ModelPaths.name(options.before()));
  }

  private static Comparison compare(ModelComparison models, Session session) {
    try (Progress progress = session.progress()) {
      long work = models.work();
      return models.run(done -> progress.update("comparing", Math.min(done, work), work));
    }
  }
}
