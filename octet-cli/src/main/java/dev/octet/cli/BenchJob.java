package dev.octet.cli;

import dev.octet.ModelFiles;
import dev.octet.bench.Bench;
import dev.octet.bench.BenchOptions;
import dev.octet.bench.Benchmark;
import dev.octet.evaluate.VerifiedModel;
import java.time.Duration;
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
    session.print(new BenchSummary(benchmark));
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
