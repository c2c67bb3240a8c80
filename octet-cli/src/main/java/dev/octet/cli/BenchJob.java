package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.bench.Bench;
import dev.octet.bench.BenchOptions;
import dev.octet.bench.Benchmark;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.model.Model;
import dev.octet.report.BenchReport;
import dev.octet.report.NodeOverlay;
import dev.octet.report.NodeOverlays;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/** Measures models beside one another. */
final class BenchJob implements Job<BenchmarkOptions> {
  private static final int STEPS = 1000;

  /** Whoever waits for longer than this is told beforehand. */
  private static final Duration LONG = Duration.ofSeconds(10);

  @Override
  public void run(BenchmarkOptions options, Session session) {
    List<VerifiedModel> models =
        options.models().stream()
            .map(m -> ModelFiles.read(m, options.reading()).verified())
            .toList();
    announce(options, session);
    Benchmark benchmark;
    try (Progress progress = session.progress()) {
      benchmark =
          Bench.run(
              models,
              options.how(),
              part -> progress.update("measuring", Math.round(part * STEPS), STEPS));
    }
    benchmark.notes().forEach(session::warn);
    session.report(made -> new BenchReport(title(options), benchmark).report(made));
    session.explore(() -> overlays(benchmark, models, session));
    session.print(new BenchSummary(benchmark));
  }

  private static String title(BenchmarkOptions options) {
    return options.models().size() == 1
        ? "Latency of " + ModelPaths.name(options.models().getFirst())
        : "Latency of %d models".formatted(options.models().size());
  }

  private static List<NodeOverlay> overlays(
      Benchmark benchmark, List<VerifiedModel> models, Session session) {
    var byFile = new LinkedHashMap<Path, Model>();
    models.forEach(m -> byFile.put(m.file(), m.model()));
    List<NodeOverlay> overlays = NodeOverlays.of(benchmark, byFile);
    if (overlays.stream().anyMatch(o -> o.values().isEmpty())) {
      session.warn(
          "XNNPACK runs ops of its own, for which Model Explorer has no place: --kernels builtin"
              + " measures those of the model");
    }
    return overlays;
  }

  private static void announce(BenchmarkOptions options, Session session) {
    BenchOptions how = options.how();
    int rows = options.models().size() * how.kernels().size() * how.threads().size();
    Duration least = how.least().multipliedBy(rows);
    if (least.compareTo(LONG) > 0) {
      session.tell(
          "timed runs take %s at least, and %s at most"
              .formatted(Numbers.duration(least), Numbers.duration(how.most().multipliedBy(rows))));
    }
  }
}
