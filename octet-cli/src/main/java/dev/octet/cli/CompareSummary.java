package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.cli.Table.Align;
import dev.octet.compare.Change;
import dev.octet.compare.ComparedModel;
import dev.octet.compare.Comparison;
import dev.octet.compare.Headline;
import dev.octet.compare.OpCount;
import dev.octet.compare.PortPair;
import dev.octet.compare.TensorFacts;
import dev.octet.compare.Totals;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where two models differ.
 *
 * @param all whether to show what is the same as well
 */
record CompareSummary(Comparison comparison, boolean all) implements Answer {
  private static final int NAME_WIDTH = 40;
  private static final int VALUE_WIDTH = 60;

  @Override
  public String text() {
    String words =
        Headline.of(comparison, Numbers::bytes).stream()
            .map(s -> Table.plain(s) + "\n")
            .collect(Collectors.joining());
    return comparison.isSame() && !all
        ? words
        : words + "\n" + totals() + ports() + ops() + new CompareLayers(comparison, all) + other();
  }

  private String totals() {
    var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    Totals one = comparison.beforeTotals();
    Totals other = comparison.afterTotals();
    table.row(
        "",
        name(comparison.before(), comparison.after()),
        name(comparison.after(), comparison.before()),
        "");
    table.row("format", comparison.before().format(), comparison.after().format(), "");
    bytes(table, "file", comparison.before().bytes(), comparison.after().bytes());
    bytes(table, "constants", one.weightBytes(), other.weightBytes());
    table.row("  types", types(one), types(other), "");
    bytes(table, "activations", one.activationBytes(), other.activationBytes());
    count(table, "parameters", one.parameters(), other.parameters());
    count(table, "graphs", one.graphs(), other.graphs());
    count(table, "ops", one.ops(), other.ops());
    count(table, "tensors", one.tensors(), other.tensors());
    return table.toString();
  }

  private static String name(ComparedModel model, ComparedModel other) {
    return Shorter.name(model.shortName(other), NAME_WIDTH);
  }

  private static String types(Totals totals) {
    return totals.weights().stream().map(t -> t.type().text()).collect(Collectors.joining(" "));
  }

  private static void bytes(Table table, String what, long was, long is) {
    table.row(what, Numbers.bytes(was), Numbers.bytes(is), change(was, is));
  }

  private static void count(Table table, String what, long was, long is) {
    table.row(
        what,
        "%,d".formatted(was),
        "%,d".formatted(is),
        was == is ? "" : "%+,d".formatted(is - was));
  }

  private static String change(long was, long is) {
    return was == is || was == 0 ? "" : "%+.1f%%".formatted(100.0 * (is - was) / was);
  }

  private String ports() {
    List<PortPair> shown = comparison.ports().stream().filter(p -> all || !p.isSame()).toList();
    var table = new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
    for (PortPair port : shown) {
      table.row(
          "  " + (port.isInput() ? "input" : "output"),
          Shorter.text(
              (port.signature() == null ? "" : port.signature() + ":") + port.name(), NAME_WIDTH),
          text(port.before()),
          text(port.after()));
    }
    return shown.isEmpty() ? "" : "\ninputs and outputs\n" + table;
  }

  private static String text(@Nullable TensorFacts tensor) {
    return tensor == null ? "-" : (tensor.kind() + " " + tensor.parameters()).strip();
  }

  private String ops() {
    List<OpCount> shown =
        comparison.ops().stream().filter(o -> all || o.before() != o.after()).toList();
    var table = new Table(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT);
    shown.forEach(o -> table.row("  " + o.op(), o.types(), count(o.before()), count(o.after())));
    return shown.isEmpty() ? "" : "\nops\n" + table;
  }

  private static String count(int ops) {
    return ops == 0 ? "-" : String.valueOf(ops);
  }

  private String other() {
    if (comparison.other().isEmpty()) {
      return "";
    }
    var table = new Table(Align.LEFT, Align.LEFT, Align.LEFT);
    for (Change change : comparison.other()) {
      table.row(
          "  " + Shorter.text(change.what(), NAME_WIDTH),
          side(change, Change::before),
          side(change, Change::after));
    }
    return "\nthe rest\n" + table;
  }

  private static String side(Change change, Function<Change, String> side) {
    String text = side.apply(change);
    return text.isEmpty() ? "-" : Shorter.text(text, VALUE_WIDTH);
  }

  @Override
  public JsonElement json() {
    return new CompareJson(comparison).json();
  }
}
