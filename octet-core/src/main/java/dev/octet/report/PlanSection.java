package dev.octet.report;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.plan.Decision;
import dev.octet.plan.Plan;
import dev.octet.plan.Reason;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each op gets, and why. */
final class PlanSection {
  /** The most rows: they take a fifth of a kilobyte each. */
  static final int MOST = 3000;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("op", "what it computes", false),
          new Column("layer", "its name in the float model", false),
          new Column("output", "type and shape in the float model", false),
          new Column("becomes", "how it computes, and what its weights are stored as", false),
          new Column("because", "why", false));

  private final Layers layers;
  private final Plan plan;

  PlanSection(Layers layers, Plan plan) {
    this.layers = layers;
    this.plan = plan;
    nodes().stream().limit(MOST).forEach(layers::expect);
  }

  private List<Node> nodes() {
    return plan.model().graphs().stream().map(Graph::nodes).flatMap(List::stream).toList();
  }

  /** The section; the rows carry the anchors that no table before took. */
  Section section() {
    List<Node> nodes = nodes();
    List<Row> rows = nodes.stream().limit(MOST).map(this::row).toList();
    String left =
        nodes.size() <= MOST
            ? ""
            : " The first %s of %s ops are listed."
                .formatted(Figures.count(MOST), Figures.count(nodes.size()));
    return new Section(
        "plan",
        "What each op becomes, and why",
        counts() + left,
        List.of(new Grid("Each op of the float model", COLUMNS, rows)));
  }

  /** Such as {@code 12 int8, 1 float}. */
  String counts() {
    var groups = new LinkedHashMap<String, Integer>();
    for (Node node : nodes()) {
      groups.merge(Schemes.group(plan.of(node).scheme()), 1, Integer::sum);
    }
    return groups.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(e -> Figures.count(e.getValue()) + " " + e.getKey())
        .collect(Collectors.joining(", ", "Ops: ", "."));
  }

  static String because(Decision decision) {
    String text = Names.plain(decision.reason().text());
    return decision.reason().code() == Reason.Code.ASKED_FOR ? "the recipe asks for " + text : text;
  }

  private Row row(Node node) {
    Decision decision = plan.of(node);
    String anchor = layers.anchor(node);
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(node.op()));
    Cell name = Cell.of(layers.name(node));
    cells.add(anchor.isEmpty() ? name.to(layers.link(node)) : name);
    cells.add(Cell.of(node.outputs().isEmpty() ? "" : Layers.shape(node.output(0))));
    cells.add(Cell.of(Schemes.text(decision.scheme())));
    cells.add(Cell.of(because(decision)));
    return new Row(anchor, cells);
  }
}
