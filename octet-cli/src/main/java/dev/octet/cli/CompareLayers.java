package dev.octet.cli;

import dev.octet.cli.Table.Align;
import dev.octet.compare.Change;
import dev.octet.compare.Change.Kind;
import dev.octet.compare.Comparison;
import dev.octet.compare.ConstantPair;
import dev.octet.compare.ConstantPair.Likeness;
import dev.octet.compare.Difference;
import dev.octet.compare.LayerPair;
import dev.octet.compare.TensorFacts;
import dev.octet.model.Quantization.PerChannel;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of two models, those first that save most bytes.
 *
 * @param all whether to show them all
 */
record CompareLayers(Comparison comparison, boolean all) {
  private static final int MOST = 20;
  private static final int NAME_WIDTH = 36;
  private static final int CHANGE_WIDTH = 64;

  /** What is told of in other columns, or follows from what is told. */
  private static final Set<Kind> SMALL =
      EnumSet.of(Kind.NAME, Kind.VERSION, Kind.OPEN, Kind.QUANTIZATION, Kind.WEIGHTS);

  @Override
  public String toString() {
    List<LayerPair> differing =
        comparison.layers().stream().filter(l -> all || differs(l)).toList();
    List<LayerPair> shown =
        differing.stream()
            .sorted(Comparator.comparingLong(CompareLayers::saved).reversed())
            .limit(all ? Long.MAX_VALUE : MOST)
            .toList();
    if (shown.isEmpty()) {
      return "";
    }
    int more = differing.size() - shown.size();
    return "\nlayers\n"
        + table(shown)
        + (more > 0 ? "  and %d more: --all or --json shows them\n".formatted(more) : "");
  }

  private static boolean differs(LayerPair pair) {
    return switch (pair.status()) {
      case SAME, RENAMED -> false;
      case CHANGED, ADDED, REMOVED -> true;
    };
  }

  private static long saved(LayerPair pair) {
    return pair.beforeBytes() - pair.afterBytes();
  }

  private static Table table(List<LayerPair> pairs) {
    var table =
        new Table(
            Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    table.row("  op", "layer", "bytes", "now", "weights off", "SQNR dB", "changed");
    for (LayerPair pair : pairs) {
      Difference difference = pair.difference();
      table.row(
          "  " + pair.either().op(),
          Shorter.name(pair.either().name(), NAME_WIDTH),
          pair.before() == null ? "-" : Numbers.bytes(pair.beforeBytes()),
          pair.after() == null ? "-" : Numbers.bytes(pair.afterBytes()),
          difference == null ? "" : percent(difference.relative()),
          difference == null ? "" : decibels(difference.sqnr()),
          Shorter.text(changed(pair), CHANGE_WIDTH));
    }
    return table;
  }

  private static String percent(double part) {
    return part == 0 ? "0" : String.format(Locale.ROOT, "%.3g%%", 100 * part);
  }

  private static String decibels(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "equal";
  }

  private static String changed(LayerPair pair) {
    return switch (pair.status()) {
      case SAME -> "";
      case ADDED, REMOVED -> pair.status().name().toLowerCase(Locale.ROOT);
      case RENAMED, CHANGED -> changes(pair);
    };
  }

  private static String changes(LayerPair pair) {
    String large =
        Stream.concat(
                pair.changes().stream()
                    .filter(c -> !SMALL.contains(c.kind()))
                    .map(CompareLayers::text),
                constants(pair))
            .distinct()
            .collect(Collectors.joining("; "));
    return large.isEmpty()
        ? pair.changes().stream()
            .map(c -> c.kind().name().toLowerCase(Locale.ROOT))
            .distinct()
            .collect(Collectors.joining(", "))
        : large;
  }

  private static String text(Change change) {
    return "%s %s → %s".formatted(change.what(), side(change.before()), side(change.after()));
  }

  private static String side(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /** The largest is what people call weights. */
  private static Stream<String> constants(LayerPair pair) {
    Optional<ConstantPair> largest = pair.weights();
    return pair.constants().stream()
        .filter(c -> c.isReal() && c.likeness() != Likeness.IDENTICAL)
        .map(
            c ->
                (largest.equals(Optional.of(c)) ? "weights " : "input %d ".formatted(c.input()))
                    + text(c));
  }

  private static String text(ConstantPair pair) {
    TensorFacts before = pair.before();
    TensorFacts after = pair.after();
    if (before == null || after == null) {
      return before == null ? "new" : "gone";
    }
    boolean reshaped = !before.shape().equals(after.shape());
    String was = text(before, reshaped);
    String is = text(after, reshaped);
    return was.equals(is) ? "differ" : was + " → " + is;
  }

  private static String text(TensorFacts constant, boolean withShape) {
    String scales =
        constant.quantization() instanceof PerChannel channels
            ? " ×" + channels.scales().length
            : "";
    return constant.type().text() + (withShape ? constant.shape() : "") + scales;
  }
}
