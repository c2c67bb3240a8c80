package dev.octet.compare;

import dev.octet.compare.LayerPair.Status;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.util.List;

/** Models given as text, compared. */
final class Texts {
  private Texts() {}

  static Comparison compare(String before, String after) {
    return compare(Text.parse(before), Text.parse(after));
  }

  static Comparison compare(Model before, Model after) {
    return ModelComparer.compare(
        new ComparedModel("a.tflite", "LiteRT (.tflite)", 1000, "a", before),
        new ComparedModel("b.tflite", "LiteRT (.tflite)", 500, "b", after),
        _ -> {});
  }

  /** Each layer: what became of it, its op and its names. */
  static List<String> layers(Comparison comparison) {
    return comparison.layers().stream()
        .map(
            l ->
                "%s %s %s"
                    .formatted(
                        text(l.status()),
                        l.either().op(),
                        l.before() != null && l.after() != null && l.status() != Status.SAME
                            ? l.before().name() + "→" + l.after().name()
                            : l.either().name()))
        .toList();
  }

  private static String text(Status status) {
    return switch (status) {
      case SAME -> "=";
      case RENAMED -> "~";
      case CHANGED -> "!";
      case ADDED -> "+";
      case REMOVED -> "-";
    };
  }

  /** What differs in the layers of both models. */
  static List<String> changes(Comparison comparison) {
    return comparison.layers().stream()
        .flatMap(l -> l.changes().stream())
        .map(c -> "%s %s: %s → %s".formatted(c.kind(), c.what(), c.before(), c.after()))
        .toList();
  }
}
