package dev.octet.report;

import dev.octet.calibrate.ValueCounts;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.Finding;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.Sensitivity;
import dev.octet.debug.Severity;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Plan;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Verdict.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comparing a quantized model with its float twin showed.
 *
 * @param title of the report
 * @param original the float model that was compared
 * @param quantized what was made from it
 * @param plan how it was made; null where another tool did it
 * @param diagnosis the figures and findings
 * @param wholeModel whether each model went its own way, so that errors add up
 * @param sensitivity what each layer costs at the outputs; null where it was not measured
 * @param counts the values of float activations, by tensor of the float model; may be empty
 * @param counted on how many samples
 */
public record DebugReport(
    String title,
    Model original,
    Model quantized,
    @Nullable Plan plan,
    Diagnosis diagnosis,
    boolean wholeModel,
    @Nullable Sensitivity sensitivity,
    Map<Tensor, ValueCounts> counts,
    long counted) {
  private static final int POINTS = 4;

  /** Copies the map. */
  public DebugReport {
    counts = Map.copyOf(counts);
  }

  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    var layers = new Layers(original);
    var figures = new FiguresSection(diagnosis.layers(), diagnosis.metrics(), layers);
    PlanSection planned = plan == null ? null : new PlanSection(layers, plan);
    TwinParts twins = TwinParts.of(layers, quantized, plan);
    var sections = new ArrayList<Section>();
    sections.add(glance());
    FindingsSection.of(diagnosis.findings(), layers).ifPresent(sections::add);
    sections.add(figures.section());
    if (sensitivity != null) {
      sections.add(SensitivitySection.of(sensitivity, links(layers)));
    }
    sections.addAll(
        twins.histograms(worstFirst(), worstChannels(), new TwinParts.Spread(counts, counted)));
    sections.add(graph(layers, twins));
    if (planned != null) {
      sections.add(planned.section());
    }
    return new Report(title, verdict(layers), sections, provenance);
  }

  private Section glance() {
    var facts = new ArrayList<Fact>();
    long suspect = diagnosis.layers().stream().filter(FiguresSection::isSuspect).count();
    facts.add(
        new Fact(
            "layers compared",
            Figures.count(diagnosis.layers().size()),
            wholeModel ? "each model goes its own way" : "each with its float twin"));
    facts.add(new Fact("RMSE/scale over 0.7", Figures.count(suspect), "0 is best"));
    facts.add(new Fact("findings", Figures.count(diagnosis.findings().size()), severities()));
    diagnosis
        .model()
        .forEach(
            (name, value) -> facts.add(new Fact(Names.plain(name), Figures.number(value), "")));
    facts.add(new Fact("samples", Figures.count(diagnosis.samples()), ""));
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private String severities() {
    return count(Severity.ERROR) == 0 && count(Severity.WARNING) == 0
        ? ""
        : "%s, %s"
            .formatted(
                Figures.many(count(Severity.ERROR), "error"),
                Figures.many(count(Severity.WARNING), "warning"));
  }

  private long count(Severity severity) {
    return diagnosis.findings().stream().filter(f -> f.severity() == severity).count();
  }

  private Verdict verdict(Layers layers) {
    var points = new ArrayList<String>();
    diagnosis.findings().stream()
        .filter(f -> f.severity() != Severity.INFO)
        .limit(POINTS)
        .forEach(f -> points.add(point(f, layers)));
    if (points.isEmpty()) {
      diagnosis.ranked().stream()
          .findFirst()
          .filter(l -> l.damage() > 0)
          .ifPresent(
              l ->
                  points.add(
                      "Most is lost in %s: %s of its signal."
                          .formatted(layers.name(l.place()), Figures.percent(l.damage()))));
    }
    points.addAll(diagnosis.notes());
    return new Verdict(tone(), headline(), points);
  }

  private static String point(Finding finding, Layers layers) {
    String fix = finding.fixes().isEmpty() ? "" : " Try: " + finding.fixes().getFirst();
    return "%s: %s%s".formatted(layers.name(finding.place()), finding.sentence(), fix);
  }

  private Tone tone() {
    if (wholeModel) {
      return Tone.NEUTRAL;
    }
    return count(Severity.ERROR) > 0
        ? Tone.BAD
        : count(Severity.WARNING) > 0 ? Tone.CAREFUL : Tone.GOOD;
  }

  private String headline() {
    String layers = Figures.many(diagnosis.layers().size(), "quantized layer");
    if (wholeModel) {
      return "%s, each compared where it stands in its whole model.".formatted(layers);
    }
    long broken = layersWith(Severity.ERROR);
    long costly = layersWith(Severity.WARNING);
    if (broken > 0) {
      return "%d of %s %s so much that the model breaks%s."
          .formatted(
              broken,
              layers,
              broken == 1 ? "loses" : "lose",
              costly == 0 ? "" : ", %d more cost accuracy".formatted(costly));
    }
    return costly > 0
        ? "%d of %s %s accuracy.".formatted(costly, layers, costly == 1 ? "costs" : "cost")
        : "%s, and nothing wrong with any that Octet knows of.".formatted(layers);
  }

  /** How many layers have nothing worse than that. */
  private long layersWith(Severity severity) {
    var worst = new HashMap<Node, Severity>();
    for (Finding finding : diagnosis.findings()) {
      worst.merge(
          finding.place().original(), finding.severity(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    return worst.values().stream().filter(s -> s == severity).count();
  }

  private Map<String, String> links(Layers layers) {
    var links = new HashMap<String, String>();
    diagnosis.layers().forEach(l -> links.put(l.place().node(), layers.link(l.place())));
    return links;
  }

  private Map<Node, Double> damage() {
    var damage = new HashMap<Node, Double>();
    diagnosis.layers().forEach(l -> damage.merge(l.place().original(), l.damage(), Math::max));
    return damage;
  }

  private Comparator<Node> worstFirst() {
    Map<Node, Double> damage = damage();
    return Comparator.comparingDouble(n -> -damage.getOrDefault(n, 0.0));
  }

  private Map<Node, Integer> worstChannels() {
    var worst = new HashMap<Node, Integer>();
    for (LayerStatistics layer : diagnosis.layers()) {
      int channel = layer.channels().worst();
      if (channel >= 0) {
        worst.putIfAbsent(layer.place().original(), channel);
      }
    }
    return worst;
  }

  private Section graph(Layers layers, TwinParts twins) {
    var graph = new GraphSection(layers);
    var errors = new HashMap<Node, Double>();
    for (LayerStatistics layer : diagnosis.layers()) {
      Node node = layer.place().original();
      if (Double.isFinite(layer.rmseOverScale())) {
        errors.merge(node, layer.rmseOverScale(), Math::max);
        graph.tell(node, "RMSE/scale", Figures.number(layer.rmseOverScale()));
      }
      graph.tell(node, "damage", Figures.percent(layer.damage()));
    }
    graph.shade("damage", damage());
    graph.shade("RMSE/scale", errors);
    twins.addTo(graph);
    return graph.section();
  }
}
