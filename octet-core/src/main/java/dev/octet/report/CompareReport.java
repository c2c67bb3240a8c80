package dev.octet.report;

import dev.octet.compare.Change;
import dev.octet.compare.ComparedModel;
import dev.octet.compare.Comparison;
import dev.octet.compare.Difference;
import dev.octet.compare.LayerPair;
import dev.octet.compare.LayerPair.Status;
import dev.octet.compare.OpCount;
import dev.octet.compare.PortPair;
import dev.octet.compare.TensorFacts;
import dev.octet.model.Node;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import dev.octet.report.Verdict.Tone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two models side by side.
 *
 * @param title of the report
 * @param comparison what differs
 */
public record CompareReport(String title, Comparison comparison) {
  private static final int MOST = 2000;
  private static final int CHANGES = 3;

  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    var layers = new Layers(comparison.after().model());
    List<LayerPair> listed = listed();
    listed.forEach(p -> node(p).ifPresent(layers::expect));
    var sections = new ArrayList<Section>();
    sections.add(glance());
    sections.add(bytes(layers));
    if (!listed.isEmpty()) {
      sections.add(layers(listed, layers));
    }
    sections.add(ops());
    if (!comparison.ports().isEmpty()) {
      sections.add(ports());
    }
    if (!comparison.other().isEmpty()) {
      sections.add(other());
    }
    sections.add(graph(layers));
    return new Report(title, verdict(), sections, provenance);
  }

  /** Those that differ. */
  private List<LayerPair> listed() {
    return comparison.layers().stream().filter(p -> p.status() != Status.SAME).limit(MOST).toList();
  }

  private Optional<Node> node(LayerPair pair) {
    return pair.after() == null
        ? Optional.empty()
        : Optional.of(
            comparison
                .after()
                .model()
                .graphs()
                .get(pair.after().graph())
                .nodes()
                .get(pair.after().place()));
  }

  private static String name(ComparedModel model) {
    return Names.plain(FileNames.last(Path.of(model.name())));
  }

  private Section glance() {
    ComparedModel before = comparison.before();
    ComparedModel after = comparison.after();
    var facts = new ArrayList<Fact>();
    facts.add(
        new Fact("size", Figures.bytes(after.bytes()), "first: " + Figures.bytes(before.bytes())));
    facts.add(
        new Fact(
            "weights",
            Figures.bytes(comparison.afterTotals().weightBytes()),
            "first: " + Figures.bytes(comparison.beforeTotals().weightBytes())));
    facts.add(
        new Fact(
            "parameters",
            Figures.count(comparison.afterTotals().parameters()),
            "first: " + Figures.count(comparison.beforeTotals().parameters())));
    facts.add(
        new Fact(
            "ops",
            Figures.count(comparison.afterTotals().ops()),
            "first: " + Figures.count(comparison.beforeTotals().ops())));
    facts.add(
        new Fact(
            "activations",
            Figures.bytes(comparison.afterTotals().activationBytes()),
            "at most, at a time; first: "
                + Figures.bytes(comparison.beforeTotals().activationBytes())));
    for (Status status : Status.values()) {
      int count = comparison.layers(status).size();
      if (count > 0) {
        facts.add(new Fact("layers " + text(status), Figures.count(count), ""));
      }
    }
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private static String text(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private Section bytes(Layers layers) {
    var blocks = new ArrayList<Block>();
    var before = new Layers(comparison.before().model());
    new BytesSection(comparison.before().model())
        .treemap("Bytes by layer: the first, " + name(comparison.before()), before::label, n -> "")
        .ifPresent(blocks::add);
    new BytesSection(comparison.after().model())
        .treemap(
            "Bytes by layer: the second, " + name(comparison.after()), layers::label, layers::link)
        .ifPresent(blocks::add);
    return new Section(
        "bytes", "Bytes by layer", "Colours show what the weights are stored as.", blocks);
  }

  private Section layers(List<LayerPair> listed, Layers layers) {
    List<Column> columns =
        List.of(
            new Column("status", "", false),
            new Column(
                "op", "of the second model, after that of the first where it is another", false),
            new Column("layer", "", false),
            new Column("bytes before", "", true),
            new Column("bytes after", "", true),
            new Column("difference", "of the largest constant, by its own size", true),
            new Column("what changed", "", false));
    long differing = comparison.layers().stream().filter(p -> p.status() != Status.SAME).count();
    String left =
        differing > MOST ? " The first %s are listed.".formatted(Figures.count(MOST)) : "";
    return new Section(
        "layers",
        "Layers that differ",
        "In the order of the models." + left,
        List.of(new Grid("Layers", columns, listed.stream().map(p -> row(p, layers)).toList())));
  }

  private Row row(LayerPair pair, Layers layers) {
    Node node = node(pair).orElse(null);
    Difference difference = pair.difference();
    return new Row(
        node == null ? "" : layers.anchor(node),
        List.of(
            Cell.of(text(pair.status())),
            Cell.of(op(pair)),
            Cell.of(node == null ? Names.plain(pair.either().name()) : layers.name(node)),
            Cell.of(pair.beforeBytes(), Figures.bytes(pair.beforeBytes())),
            Cell.of(pair.afterBytes(), Figures.bytes(pair.afterBytes())),
            difference == null
                ? Cell.of("")
                : Cell.of(difference.relative(), Figures.percent(difference.relative())),
            Cell.of(changes(pair.changes()))));
  }

  private static String op(LayerPair pair) {
    String before = pair.before() == null ? "" : pair.before().op();
    String after = pair.after() == null ? "" : pair.after().op();
    String both = before.isEmpty() || before.equals(after) ? after : before;
    return Names.plain(
        before.isEmpty() || after.isEmpty() || before.equals(after)
            ? (both.isEmpty() ? before : both)
            : before + " → " + after);
  }

  private static String changes(List<Change> changes) {
    String text =
        changes.stream()
            .limit(CHANGES)
            .map(
                c ->
                    "%s: %s → %s"
                        .formatted(Names.plain(c.what()), value(c.before()), value(c.after())))
            .collect(Collectors.joining("; "));
    return changes.size() > CHANGES
        ? text + "; and %d more".formatted(changes.size() - CHANGES)
        : text;
  }

  private static String value(String text) {
    return text.isEmpty() ? "none" : Names.label(Names.plain(text));
  }

  private Section ops() {
    List<Column> columns =
        List.of(
            new Column("op", "", false),
            new Column("types", "of what it reads and makes", false),
            new Column("before", "", true),
            new Column("after", "", true));
    return new Section(
        "ops",
        "Ops",
        "How often the models have each op.",
        List.of(
            new Grid(
                "Ops by type",
                columns,
                comparison.ops().stream().map(CompareReport::row).toList())));
  }

  private static Row row(OpCount count) {
    return new Row(
        "",
        List.of(
            Cell.of(Names.plain(count.op())),
            Cell.of(Names.plain(count.types())),
            Cell.of(count.before(), Integer.toString(count.before())),
            Cell.of(count.after(), Integer.toString(count.after()))));
  }

  private Section ports() {
    List<Column> columns =
        List.of(
            new Column("name", "", false),
            new Column("what", "", false),
            new Column("before", "", false),
            new Column("after", "", false),
            new Column("same", "", false));
    return new Section(
        "ports",
        "Inputs and outputs",
        "",
        List.of(
            new Grid(
                "Inputs and outputs",
                columns,
                comparison.ports().stream().map(CompareReport::row).toList())));
  }

  private static Row row(PortPair port) {
    String signature = port.signature();
    return new Row(
        "",
        List.of(
            Cell.of(Names.plain(port.name())),
            Cell.of(
                (port.isInput() ? "input" : "output")
                    + (signature == null ? "" : " of " + Names.plain(signature))),
            Cell.of(text(port.before())),
            Cell.of(text(port.after())),
            Cell.of(port.isSame() ? "yes" : "no")));
  }

  private static String text(@Nullable TensorFacts tensor) {
    if (tensor == null) {
      return "none";
    }
    String parameters = tensor.parameters();
    return tensor.kind() + (parameters.isEmpty() ? "" : ", " + parameters);
  }

  private Section other() {
    List<Row> rows =
        comparison.other().stream()
            .limit(MOST)
            .map(
                c ->
                    new Row(
                        "",
                        List.of(
                            Cell.of(Names.plain(c.what())),
                            Cell.of(value(c.before())),
                            Cell.of(value(c.after())))))
            .toList();
    return new Section(
        "other",
        "What else differs",
        "Names of graphs, metadata, files packed with the model.",
        List.of(
            new Grid(
                "Other differences",
                List.of(
                    new Column("what", "", false),
                    new Column("before", "", false),
                    new Column("after", "", false)),
                rows)));
  }

  private Section graph(Layers layers) {
    var graph = new GraphSection(layers);
    Map<Node, String> fates = new LinkedHashMap<>();
    Map<Node, Double> sizes = new HashMap<>();
    Map<Node, Double> differences = new HashMap<>();
    for (LayerPair pair : comparison.layers()) {
      node(pair)
          .ifPresent(
              node -> {
                fates.put(node, text(pair.status()));
                if (pair.afterBytes() > 0) {
                  sizes.put(node, (double) pair.afterBytes());
                }
                Difference difference = pair.difference();
                if (difference != null && Double.isFinite(difference.relative())) {
                  differences.put(node, difference.relative());
                }
                graph.tell(node, "status", text(pair.status()));
              });
    }
    graph.colour("what became of layers", fates);
    graph.shade("bytes", sizes);
    graph.shade("difference of weights", differences);
    return graph.section("The second model's ops, from the inputs to the outputs.");
  }

  private Verdict verdict() {
    if (comparison.isSameFile()) {
      return new Verdict(Tone.GOOD, "The two are the same, byte by byte.", List.of());
    }
    if (comparison.isSame()) {
      return new Verdict(
          Tone.GOOD, "The models are the same; the files are laid out in other ways.", List.of());
    }
    double times = comparison.timesSmaller();
    String size =
        times >= 1
            ? String.format(Locale.ROOT, "%.2f times smaller", times)
            : String.format(Locale.ROOT, "%.2f times larger", 1 / times);
    var counts = new ArrayList<String>();
    for (Status status : Status.values()) {
      int count = comparison.layers(status).size();
      if (count > 0) {
        counts.add("%s %s".formatted(Figures.count(count), text(status)));
      }
    }
    var points = new ArrayList<String>();
    long ports = comparison.ports().stream().filter(p -> !p.isSame()).count();
    if (ports > 0) {
      points.add(
          "%s not the same: programs that call the model must know."
              .formatted((ports == 1 ? "1 input or output is" : ports + " inputs or outputs are")));
    }
    points.add(
        "%s: %s.".formatted(name(comparison.before()), Names.plain(comparison.before().format())));
    points.add(
        "%s: %s.".formatted(name(comparison.after()), Names.plain(comparison.after().format())));
    return new Verdict(
        Tone.NEUTRAL,
        "%s is %s than %s; layers: %s."
            .formatted(
                name(comparison.after()),
                size,
                name(comparison.before()),
                String.join(", ", counts)),
        points);
  }
}
