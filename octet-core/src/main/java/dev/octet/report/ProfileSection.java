package dev.octet.report;

import dev.octet.bench.OpTime;
import dev.octet.report.Bars.Bar;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which ops take the time. */
final class ProfileSection {
  private static final int ROWS = 500;
  private static final int MODELS = 6;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("op", "as LiteRT or XNNPACK calls it", false),
          new Column("layer", "", false),
          new Column("time", "in each run", true),
          new Column("part", "of the run", true),
          new Column("calls", "in each run", true));

  private ProfileSection() {}

  /** The section; of those measurements that have a profile. */
  static List<Section> of(List<LatencyBlocks.Named> all) {
    List<LatencyBlocks.Named> profiled =
        all.stream().filter(n -> !n.measurement().ops().isEmpty()).toList();
    if (profiled.isEmpty()) {
      return List.of();
    }
    var blocks = new ArrayList<Block>();
    profiled.stream().limit(MODELS).forEach(n -> blocks.addAll(blocks(n)));
    String left =
        profiled.size() <= MODELS ? "" : " The first %d profiles are shown.".formatted(MODELS);
    return List.of(
        new Section(
            "profile",
            "Op by op",
            "Which ops take the time. Profiled runs are somewhat slower than others." + left,
            blocks));
  }

  private static List<Block> blocks(LatencyBlocks.Named named) {
    List<OpTime> ops = named.measurement().ops();
    List<Bar> kinds =
        OpTime.byKind(ops).stream()
            .map(o -> new Bar(Names.label(Names.plain(o.op())), o.millis(), "", ""))
            .toList();
    List<Row> rows =
        ops.stream()
            .sorted(Comparator.comparingDouble(OpTime::millis).reversed())
            .limit(ROWS)
            .map(ProfileSection::row)
            .toList();
    String left =
        ops.size() <= ROWS ? "" : ": the %d of %d that take most".formatted(ROWS, ops.size());
    return List.of(
        new Bars(
            new Caption(
                "Time by kind of op, " + named.label(), "What all ops of a kind take together."),
            new Axis("time", "ms", false),
            kinds,
            List.of()),
        new Grid("Ops, " + named.label() + left, COLUMNS, rows));
  }

  private static Row row(OpTime op) {
    return new Row(
        "",
        List.of(
            Cell.of(Names.plain(op.op())),
            Cell.of(Names.plain(op.name())),
            Cell.of(op.millis(), Figures.millis(op.millis())),
            Cell.of(op.share(), Figures.percent(op.share())),
            Cell.of(op.calls(), Figures.number(op.calls()))));
  }
}
