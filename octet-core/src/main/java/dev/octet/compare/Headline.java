package dev.octet.compare;

import dev.octet.compare.ConstantPair.Likeness;
import dev.octet.compare.LayerPair.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A comparison in a few sentences, for somebody who reads nothing else. */
public final class Headline {
  private static final double NOTICEABLE = 1.005;

  private final Comparison comparison;
  private final LongFunction<String> bytes;

  private Headline(Comparison comparison, LongFunction<String> bytes) {
    this.comparison = comparison;
    this.bytes = bytes;
  }

  /**
   * The sentences, the one on size first.
   *
   * @param bytes says a number of bytes as people read it
   */
  public static List<String> of(Comparison comparison, LongFunction<String> bytes) {
    var headline = new Headline(comparison, bytes);
    if (comparison.isSame()) {
      return List.of(headline.same());
    }
    return Stream.of(headline.size(), headline.layers(), headline.weights(), headline.ports())
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private String same() {
    String models = "%s and %s are the same".formatted(before(), after());
    return comparison.isSameFile()
        ? models + ", byte for byte."
        : models + " model; their files are not.";
  }

  private String before() {
    return comparison.before().shortName(comparison.after());
  }

  private String after() {
    return comparison.after().shortName(comparison.before());
  }

  private String size() {
    double smaller = comparison.timesSmaller();
    String sizes =
        "%s instead of %s"
            .formatted(
                bytes.apply(comparison.after().bytes()), bytes.apply(comparison.before().bytes()));
    if (smaller < NOTICEABLE && 1 / smaller < NOTICEABLE) {
      return "%s is as large as %s: %s."
          .formatted(after(), before(), bytes.apply(comparison.after().bytes()));
    }
    return smaller > 1
        ? "%s is %s× smaller than %s: %s.".formatted(after(), times(smaller), before(), sizes)
        : "%s is %s× larger than %s: %s.".formatted(after(), times(1 / smaller), before(), sizes);
  }

  private static String times(double factor) {
    return String.format(Locale.ROOT, factor < 9.95 ? "%.2f" : "%.0f", factor);
  }

  private String layers() {
    var parts = new ArrayList<String>();
    for (Status status : Status.values()) {
      int count = comparison.layers(status).size();
      if (count > 0) {
        parts.add(count + " " + word(status));
      }
    }
    return parts.isEmpty() ? "" : "Layers: %s.".formatted(String.join(", ", parts));
  }

  private static String word(Status status) {
    return switch (status) {
      case SAME -> "the same";
      case RENAMED -> "the same but for names or open sizes";
      case CHANGED -> "changed";
      case ADDED -> "added";
      case REMOVED -> "removed";
    };
  }

  /** How far weights are apart, all in all, and where most. */
  private String weights() {
    Difference all = Difference.NONE;
    LayerPair worst = null;
    boolean identical = true;
    for (LayerPair pair : comparison.layers()) {
      for (ConstantPair constant : pair.constants()) {
        identical &= constant.likeness() == Likeness.IDENTICAL;
        if (constant.difference() != null) {
          all = all.plus(constant.difference());
        }
      }
      worst = isWorse(pair, worst) ? pair : worst;
    }
    if (all.elements() == 0) {
      return identical && comparison.layers().stream().anyMatch(l -> !l.constants().isEmpty())
          ? "What both have of constants is the same."
          : "";
    }
    return worst == null || worst.difference() == null
        ? "Where the weights can be compared they are the same."
        : "The weights are %s off (relative RMS), most in '%s': %s."
            .formatted(
                percent(all.relative()),
                GraphView.shortName(worst.either().name()),
                percent(worst.difference().relative()));
  }

  private static boolean isWorse(LayerPair pair, @Nullable LayerPair than) {
    Difference one = pair.difference();
    Difference other = than == null ? null : than.difference();
    return one != null
        && one.relative() > 0
        && Double.isFinite(one.relative())
        && (other == null || one.relative() > other.relative());
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.3g%%", 100 * part);
  }

  private String ports() {
    long others = comparison.ports().stream().filter(p -> !p.isSame()).count();
    return others == 0
        ? "Inputs and outputs are the same."
        : "%d of %d inputs and outputs differ.".formatted(others, comparison.ports().size());
  }
}
