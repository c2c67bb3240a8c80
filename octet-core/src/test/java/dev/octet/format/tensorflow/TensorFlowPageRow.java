package dev.octet.format.tensorflow;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of the page: an op.
 *
 * @param op its name
 * @param tried all that was tried with it
 */
record TensorFlowPageRow(String op, List<TriedOp> tried) {
  private static final Pattern TYPE =
      Pattern.compile("b?float\\d+|u?int\\d+|bool|complex\\d+|string");

  /** Types of axes, sizes and indices. */
  private static final Pattern MINOR_TYPE = Pattern.compile("T[a-z].*|Index");

  /** Attributes that change no result, or only say how many inputs there are. */
  private static final Set<String> UNTOLD = Set.of("use_cudnn_on_gpu", "N");

  private static final int SHOWN = 6;

  /** The row in Markdown. */
  String text() {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(op, litert(), types(), attributes(), anyBatch(), not());
  }

  boolean converts() {
    return tried.stream().anyMatch(TriedOp::same);
  }

  /** What the refused ones say. */
  String refusal() {
    return "| %s | %s |\n"
        .formatted(
            op,
            tried.stream()
                .map(TriedOp::opCase)
                .map(c -> code(c.text()))
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  /** The LiteRT ops it became where it stood alone, the frequent ones first. */
  private String litert() {
    boolean alone = tried.stream().anyMatch(t -> t.same() && t.opCase().ops().size() == 1);
    Map<String, Long> counts =
        tried.stream()
            .filter(t -> t.same() && (!alone || t.opCase().ops().size() == 1))
            .flatMap(t -> t.became().stream())
            .collect(Collectors.groupingBy(o -> o, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  private String types() {
    return values().entrySet().stream()
        .filter(e -> !MINOR_TYPE.matcher(e.getKey()).matches())
        .flatMap(e -> e.getValue().stream())
        .filter(v -> TYPE.matcher(v).matches())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String attributes() {
    return values().entrySet().stream()
        .filter(e -> !UNTOLD.contains(e.getKey()))
        .filter(e -> e.getValue().stream().noneMatch(v -> TYPE.matcher(v).matches()))
        .map(e -> e.getKey() + ": " + some(e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String some(Set<String> values) {
    String some =
        values.stream().limit(SHOWN).map(TensorFlowPageRow::code).collect(Collectors.joining(", "));
    return values.size() > SHOWN ? some + ", …" : some;
  }

  private Map<String, Set<String>> values() {
    var all = new LinkedHashMap<String, Set<String>>();
    for (TriedOp t : tried) {
      if (t.same()) {
        t.opCase()
            .attributes()
            .getOrDefault(op, Map.of())
            .forEach((k, v) -> all.computeIfAbsent(k, _ -> new LinkedHashSet<>()).addAll(v));
      }
    }
    return all;
  }

  private String anyBatch() {
    List<TriedOp> of = tried.stream().filter(TriedOp::anyBatch).toList();
    return of.isEmpty() ? "" : of.stream().allMatch(TriedOp::same) ? "yes" : "fails";
  }

  /** What does not work. */
  private String not() {
    return tried.stream()
        .filter(t -> !t.same())
        .map(t -> code(t.opCase().text()) + how(t))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String how(TriedOp t) {
    String batch = t.anyBatch() ? " with `--dynamic-batch`" : "";
    return " on " + t.opCase().on() + batch + (t.refused() ? " is refused" : " fails");
  }

  static String code(String text) {
    return text.isEmpty() ? "none" : "`" + text.replace("|", "\\|") + "`";
  }
}
