package dev.octet.bench;

import dev.octet.evaluate.VerifiedModel;
import dev.octet.runtime.Engine;
import dev.octet.runtime.KernelSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures models: latency, throughput, time to load, memory, and each op.
 *
 * <p>Models are compared with the first one, with the same number of threads and the same kernels;
 * a single model with its own first setting. Those that are compared run in turns ({@link Race}).
 */
public final class Bench {
  private final BenchOptions options;
  private final Watcher watcher;
  private final List<Setting> settings;
  private final Duration crowdTime;
  private double done;

  private Bench(List<VerifiedModel> models, BenchOptions options, Watcher watcher) {
    this.options = options;
    this.watcher = watcher;
    this.settings = settings(models.stream().map(m -> Entrant.of(m, options)).toList(), options);
    this.crowdTime = options.least().dividedBy(2);
  }

  /**
   * Measures models.
   *
   * @param models at least one; the others are compared with the first
   * @throws dev.octet.error.OctetException {@code USAGE} for a signature that a model does not
   *     have, {@code BAD_DATA} for samples that do not fit, {@code RUNTIME} for a model that does
   *     not run, each with the model's file
   */
  public static Benchmark run(List<VerifiedModel> models, BenchOptions options, Watcher watcher) {
    return new Bench(models, options, watcher).run();
  }

  private static List<Setting> settings(List<Entrant> entrants, BenchOptions options) {
    int each = options.kernels().size() * options.threads().size();
    var settings = new ArrayList<Setting>();
    for (Entrant entrant : entrants) {
      for (KernelSet kernels : options.kernels()) {
        for (int threads : options.threads()) {
          int place = settings.size();
          int to = entrants.size() == 1 ? 0 : place % each;
          settings.add(new Setting(place, to, entrant, kernels, threads));
        }
      }
    }
    return settings;
  }

  private Benchmark run() {
    long start = System.nanoTime();
    String runtime = Engine.version();
    var rows = new ArrayList<Row>();
    settings.stream()
        .collect(Collectors.groupingBy(Setting::to))
        .values()
        .forEach(group -> rows.addAll(race(group)));
    rows.sort(Comparator.comparingInt(r -> r.setting().place()));
    List<Measurement> measurements = finish(rows);
    return new Benchmark(
        measurements,
        Remarks.on(measurements, options),
        Runtime.getRuntime().availableProcessors(),
        runtime,
        Remarks.timerNanos(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private List<Row> race(List<Setting> group) {
    var loaded = new ArrayList<Loading>();
    try {
      for (Setting s : group) {
        loaded.add(Loading.of(s.entrant(), s.kernels(), s.threads()));
      }
      double before = done;
      List<Race.Result> results =
          new Race(options, System::nanoTime)
              .run(
                  loaded.stream().map(Loading::racer).toList(),
                  part -> tell(before + part * group.size()));
      tell(before + group.size());
      var rows = new ArrayList<Row>();
      for (int i = 0; i < group.size(); i++) {
        rows.add(row(group.get(i), loaded.get(i), results.get(i)));
      }
      return rows;
    } finally {
      loaded.forEach(Loading::close);
    }
  }

  private static Row row(Setting setting, Loading loading, Race.Result result) {
    Engine engine = loading.racer().engine();
    return new Row(
        setting,
        engine.kernels(),
        result.times().latency(),
        result.rounds(),
        loading.load(),
        engine.arenaBytes(),
        loading.peakBytes());
  }

  /** What is measured apart from the race, and the ratios. */
  private List<Measurement> finish(List<Row> rows) {
    var throughputs = new HashMap<String, Throughput>();
    var measurements = new ArrayList<Measurement>();
    for (Row row : rows) {
      Setting s = row.setting();
      int model = s.place() / (options.kernels().size() * options.threads().size());
      Throughput throughput = throughput(throughputs, model + " " + s.kernels(), s);
      List<OpTime> ops =
          options.profile()
              ? Profiling.run(s.entrant(), s.kernels(), s.threads(), options)
              : List.of();
      Ratio ratio =
          s.to() == s.place() ? null : Ratio.of(s.to(), row.rounds(), rows.get(s.to()).rounds());
      measurements.add(row.measurement(throughput, ops, ratio));
    }
    return measurements;
  }

  /** The same for all numbers of threads. */
  private @Nullable Throughput throughput(Map<String, Throughput> known, String key, Setting s) {
    return options.engines() == 0
        ? null
        : known.computeIfAbsent(
            key, _ -> Crowd.measure(s.entrant(), s.kernels(), options.engines(), crowdTime));
  }

  private void tell(double newDone) {
    done = newDone;
    watcher.at(done / settings.size());
  }
}
