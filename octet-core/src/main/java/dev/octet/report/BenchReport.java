package dev.octet.report;

import dev.octet.bench.Benchmark;
import dev.octet.bench.Measurement;
import dev.octet.bench.Ratio;
import dev.octet.report.Facts.Fact;
import dev.octet.report.LatencyBlocks.Named;
import dev.octet.report.Scatter.Point;
import dev.octet.report.Verdict.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long models take.
 *
 * @param title of the report
 * @param benchmark what was measured
 */
public record BenchReport(String title, Benchmark benchmark) {
  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    List<Named> all = named();
    var blocks = new LatencyBlocks(all);
    var sections = new ArrayList<Section>();
    sections.add(glance(all));
    var latency = new ArrayList<Block>();
    latency.add(blocks.boxes());
    if (all.stream().map(n -> n.measurement().file()).distinct().count() > 1) {
      latency.add(scatter(all, blocks.areFarApart()));
    }
    latency.add(blocks.grid());
    sections.add(
        new Section(
            "latency",
            "Latency and memory",
            "All models took turns, so that what disturbed one disturbed the others.",
            latency));
    sections.addAll(ProfileSection.of(all));
    return new Report(title, verdict(all), sections, provenance);
  }

  private List<Named> named() {
    List<Measurement> measurements = benchmark.measurements();
    List<Path> files = measurements.stream().map(Measurement::file).distinct().toList();
    List<String> names = FileNames.of(files);
    Map<Path, String> byFile = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      byFile.put(files.get(i), names.get(i));
    }
    return LatencyBlocks.named(
        measurements, measurements.stream().map(m -> byFile.getOrDefault(m.file(), "")).toList());
  }

  private Section glance(List<Named> all) {
    var facts = new ArrayList<Fact>();
    for (Named named : all.subList(0, Math.min(8, all.size()))) {
      Ratio ratio = named.measurement().ratio();
      facts.add(
          new Fact(
              named.label(),
              Figures.millis(named.measurement().latency().median()),
              ratio == null ? "median" : "median, × " + LatencyBlocks.text(ratio)));
    }
    facts.add(
        new Fact("cores", Integer.toString(benchmark.cores()), "LiteRT " + benchmark.runtime()));
    facts.add(new Fact("time", Figures.time(benchmark.time()), "of it all"));
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private static Scatter scatter(List<Named> all, boolean farApart) {
    List<Point> points =
        all.stream()
            .map(
                n ->
                    new Point(
                        n.label(),
                        n.measurement().bytes(),
                        n.measurement().latency().median(),
                        Double.NaN,
                        n.setting().isEmpty() ? "models" : n.setting(),
                        "latency"))
            .toList();
    return new Scatter(
        new Caption(
            "Latency by bytes",
            "The smaller and the quicker the better. To those on the line no other is preferable"
                + " in both."),
        new Axis("size", "B", false),
        new Axis("median latency", "ms", farApart),
        null,
        points,
        ParetoLine.of(
            all,
            Named::label,
            n -> n.measurement().bytes(),
            n -> -n.measurement().latency().median()));
  }

  private Verdict verdict(List<Named> all) {
    Comparator<Named> byLatency =
        Comparator.comparingDouble(n -> n.measurement().latency().median());
    Named best = all.stream().min(byLatency).orElseThrow();
    Ratio ratio = best.measurement().ratio();
    String headline =
        "%s takes %s for a run%s."
            .formatted(
                all.size() == 1 ? best.label() : "The quickest, " + best.label() + ",",
                Figures.millis(best.measurement().latency().median()),
                ratio == null
                    ? ""
                    : ", %s times the first's latency".formatted(LatencyBlocks.text(ratio)));
    return new Verdict(Tone.NEUTRAL, headline, benchmark.notes());
  }
}
