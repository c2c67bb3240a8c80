package dev.octet.report;

import dev.octet.calibrate.ValueCounts;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Plan;
import dev.octet.plan.Scheme;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Verdict.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What became of a model.
 *
 * @param title of the report
 * @param plan what each op got, and why
 * @param quantized the result
 * @param sizes of the files
 * @param samples how many the ranges come from
 * @param notes what the user should know, a line each
 * @param counts the values of float activations, by tensor of the float model; may be empty
 * @param counted on how many samples
 */
public record QuantizeReport(
    String title,
    Plan plan,
    Model quantized,
    Sizes sizes,
    long samples,
    List<String> notes,
    Map<Tensor, ValueCounts> counts,
    long counted) {
  /** Copies. */
  public QuantizeReport {
    notes = List.copyOf(notes);
    counts = Map.copyOf(counts);
  }

  /**
   * Bytes of files.
   *
   * @param before of the float model
   * @param after of the result
   */
  public record Sizes(long before, long after) {}

  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    var layers = new Layers(plan.model());
    var planned = new PlanSection(layers, plan);
    TwinParts twins = TwinParts.of(layers, quantized, plan);
    var sections = new ArrayList<Section>();
    sections.add(glance());
    sections.add(
        twins.bytes(
            "%s before, %s now: colours show what the weights are stored as."
                .formatted(Figures.bytes(sizes.before()), Figures.bytes(sizes.after()))));
    Map<Node, Integer> order = twins.order();
    sections.addAll(
        twins.histograms(
            Comparator.comparingInt(n -> order.getOrDefault(n, 0)),
            Map.of(),
            new TwinParts.Spread(counts, counted)));
    var graph = new GraphSection(layers);
    twins.addTo(graph);
    sections.add(graph.section());
    sections.add(planned.section());
    return new Report(title, verdict(planned), sections, provenance);
  }

  private long count(Class<? extends Scheme> kind) {
    return plan.model().graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .filter(n -> kind.isInstance(plan.of(n).scheme()))
        .count();
  }

  private Section glance() {
    var facts = new ArrayList<Fact>();
    facts.add(
        new Fact(
            "size",
            Figures.bytes(sizes.after()),
            "%s of %s"
                .formatted(
                    Figures.roughly((double) sizes.after() / sizes.before()),
                    Figures.bytes(sizes.before()))));
    add(facts, "ops in integers", count(Scheme.FullInteger.class), "");
    add(facts, "dynamic ops", count(Scheme.DynamicRange.class), "integer weights, float outputs");
    add(
        facts,
        "ops with smaller weights",
        count(Scheme.WeightOnly.class) + count(Scheme.Float16Weights.class),
        "they compute in float");
    add(facts, "ops left float", count(Scheme.KeepFloat.class), "");
    add(facts, "samples", samples, "for the ranges of activations");
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private static void add(List<Fact> facts, String label, long count, String note) {
    if (count > 0) {
      facts.add(new Fact(label, Figures.count(count), note));
    }
  }

  private Verdict verdict(PlanSection planned) {
    int kept = plan.keptFloat().size();
    int adapted = plan.adapted().size();
    var points = new ArrayList<String>();
    points.add(planned.counts());
    if (kept > 0) {
      points.add(
          "%s stayed float though the recipe asked for something else: the plan below says why."
              .formatted(Figures.many(kept, "op")));
    }
    if (adapted > 0) {
      points.add(
          "%s quantized in another form than the recipe asked for."
              .formatted(Figures.many(adapted, "op") + (adapted == 1 ? " is" : " are")));
    }
    points.addAll(notes);
    String headline =
        "%s takes %s, %s of the float model's %s."
            .formatted(
                plan.recipe().name(),
                Figures.bytes(sizes.after()),
                Figures.roughly((double) sizes.after() / sizes.before()),
                Figures.bytes(sizes.before()));
    return new Verdict(kept > 0 ? Tone.CAREFUL : Tone.GOOD, headline, points);
  }
}
