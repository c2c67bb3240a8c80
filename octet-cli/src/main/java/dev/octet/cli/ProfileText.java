package dev.octet.cli;

import dev.octet.bench.Measurement;
import dev.octet.bench.OpTime;
import dev.octet.cli.Table.Align;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The time of each op of a model for people: by kind, and the longest. */
record ProfileText(Measurement measurement) {
  private static final int NAME_WIDTH = 48;
  private static final int LONGEST = 15;

  @Override
  public String toString() {
    List<OpTime> ops = measurement.ops();
    var kinds = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    kinds.row("kind of op", "calls", "time", "share");
    for (OpTime kind : OpTime.byKind(ops)) {
      kinds.row(kind.op(), calls(kind), Numbers.millis(kind.millis()), share(kind));
    }
    var longest = new Table(Align.RIGHT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT);
    longest.row("#", "op", "node", "time", "share");
    ops.stream()
        .sorted(Comparator.comparingDouble(OpTime::millis).reversed())
        .limit(LONGEST)
        .forEach(
            op ->
                longest.row(number(op), op.op(), name(op), Numbers.millis(op.millis()), share(op)));
    int more = ops.size() - LONGEST;
    return "%s, %d threads, %s\n%s\n%s%s\n"
        .formatted(
            Table.plain(measurement.file()),
            measurement.threads(),
            measurement.ran().text(),
            kinds,
            longest,
            more > 0 ? "and %d more, which --json has\n".formatted(more) : "");
  }

  private static String number(OpTime op) {
    return op.node() < 0 ? "" : (op.graph() == 0 ? "" : op.graph() + ":") + op.node();
  }

  private static String name(OpTime op) {
    return Shorter.name(op.name(), NAME_WIDTH);
  }

  private static String calls(OpTime op) {
    return op.calls() == Math.rint(op.calls())
        ? String.valueOf((long) op.calls())
        : String.format(Locale.ROOT, "%.1f", op.calls());
  }

  private static String share(OpTime op) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * op.share());
  }
}
