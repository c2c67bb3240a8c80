package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.octet.model.Node;
import dev.octet.plan.Plan;
import dev.octet.plan.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Ops that do not get what the recipe asked for.
 *
 * @param title what became of them
 * @param ops in the model's order
 * @param each whether people want to see each of them, not just how many there are of a kind
 */
record OtherThanAsked(String title, List<Op> ops, boolean each) {
  private static final int NAME_WIDTH = 40;

  OtherThanAsked {
    ops = List.copyOf(ops);
  }

  /**
   * One of them.
   *
   * @param op its kind
   * @param output the name of its first output
   * @param reason why
   */
  record Op(String op, String output, Reason reason) {}

  /** Those that stay float. */
  static OtherThanAsked keptFloat(Plan plan, boolean each) {
    return new OtherThanAsked("unchanged, in float", ops(plan, plan.keptFloat()), each);
  }

  /** Those that are quantized, but in another form. */
  static OtherThanAsked adapted(Plan plan, boolean each) {
    return new OtherThanAsked("quantized in another form", ops(plan, plan.adapted()), each);
  }

  private static List<Op> ops(Plan plan, List<Node> nodes) {
    return nodes.stream()
        .map(node -> new Op(node.op(), output(node), plan.of(node).reason()))
        .toList();
  }

  private static String output(Node node) {
    return node.outputs().isEmpty() ? "" : node.output(0).name();
  }

  /** Lines for people; none when there are no such ops. */
  String text() {
    if (ops.isEmpty()) {
      return "";
    }
    return title + ":\n" + (each ? eachOp() : kinds());
  }

  private String eachOp() {
    Table table = table();
    ops.forEach(
        o -> table.row("  " + o.op(), Shorter.name(o.output(), NAME_WIDTH), o.reason().text()));
    return table.toString();
  }

  private record Kind(String op, Reason reason) {}

  /** The ops by kind and reason; of those that have nothing to quantize only how many there are. */
  private String kinds() {
    var kinds = new LinkedHashMap<Kind, List<Op>>();
    var idle = new LinkedHashMap<Reason, Integer>();
    for (Op o : ops) {
      if (o.reason().code() == Reason.Code.NOTHING_TO_DO) {
        idle.merge(o.reason(), 1, Integer::sum);
      } else {
        kinds.computeIfAbsent(new Kind(o.op(), o.reason()), _ -> new ArrayList<>()).add(o);
      }
    }
    Table table = table();
    kinds.forEach(
        (kind, all) -> table.row("  " + kind.op(), which(all, kind), kind.reason().text()));
    idle.forEach((reason, n) -> table.row("  others", "×" + n, reason.text()));
    return table.toString();
  }

  /** How many there are; of one that was denied its name. */
  private static String which(List<Op> all, Kind kind) {
    return all.size() == 1 && kind.reason().code() == Reason.Code.DENIED
        ? Shorter.name(all.getFirst().output(), NAME_WIDTH)
        : "×" + all.size();
  }

  private static Table table() {
    return new Table(Table.Align.LEFT, Table.Align.LEFT, Table.Align.LEFT);
  }

  /** All of them, for programs. */
  JsonArray json() {
    var all = new JsonArray();
    for (Op o : ops) {
      var json = new JsonObject();
      json.addProperty("op", o.op());
      json.addProperty("output", o.output());
      json.addProperty("code", o.reason().code().name());
      json.addProperty("reason", o.reason().text());
      all.add(json);
    }
    return all;
  }
}
