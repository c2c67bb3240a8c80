package dev.octet.format.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of the page: a layer.
 *
 * @param layer its class
 * @param tried all that was tried with it
 */
record KerasPageRow(String layer, List<Tried> tried) {
  private static final Pattern KEYWORD = Pattern.compile("(\\w+)=(.+)");
  private static final Pattern WORDS = Pattern.compile("[A-Za-z][\\w ]* [\\w ,()=]*");

  /** The row in Markdown. */
  String text() {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(layer, version(2), version(3), anyBatch(), tested(), not());
  }

  private String version(int keras) {
    List<Tried> of = tried.stream().filter(t -> t.layerCase().keras() == keras).toList();
    if (of.isEmpty()) {
      return "–";
    }
    return of.stream().anyMatch(Tried::wrong)
        ? "fails"
        : of.stream().allMatch(Tried::refused) ? "refused" : "yes";
  }

  private String anyBatch() {
    List<Tried> of = tried.stream().filter(Tried::anyBatch).toList();
    return of.isEmpty() ? "" : of.stream().allMatch(Tried::same) ? "yes" : "fails";
  }

  /** What works: {@code strides=2}, {@code (1, 2)}; {@code padding='same'}. */
  private String tested() {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    var others = new LinkedHashSet<String>();
    for (Tried t : tried) {
      if (t.same()) {
        var positional = new ArrayList<String>();
        for (String option : split(t.options())) {
          var keyword = KEYWORD.matcher(option);
          if (keyword.matches()) {
            values
                .computeIfAbsent(keyword.group(1), _ -> new LinkedHashSet<>())
                .add(keyword.group(2));
          } else if (!option.isEmpty()) {
            positional.add(option);
          }
        }
        if (!positional.isEmpty()) {
          others.add(code(String.join(", ", positional)));
        }
      }
    }
    var parts = new ArrayList<String>();
    values.forEach(
        (name, all) ->
            parts.add(
                code(name + "=" + all.iterator().next())
                    + all.stream().skip(1).map(v -> ", " + code(v)).collect(Collectors.joining())));
    parts.addAll(others);
    return String.join("; ", parts);
  }

  /** What does not work, and why. */
  private String not() {
    if (tried.stream().allMatch(Tried::refused)) {
      return "";
    }
    return tried.stream()
        .filter(t -> !t.same())
        .map(KerasPageRow::failure)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String failure(Tried t) {
    String how = t.refused() ? " is refused" : " fails";
    String batch = t.anyBatch() ? " with `--dynamic-batch`" : "";
    String options = t.options().isEmpty() ? "with its defaults" : code(t.options());
    return options + batch + (t.refused() ? how : " (Keras " + t.layerCase().keras() + ")" + how);
  }

  /** Code as code, words as words. */
  static String code(String text) {
    String safe = text.replace("|", "\\|");
    return WORDS.matcher(text).matches() ? safe : "`" + safe + "`";
  }

  /** At the commas that stand in no brackets or quotes. */
  static List<String> split(String options) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < options.length(); i++) {
      char c = options.charAt(i);
      quoted ^= c == '\'';
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0 && !quoted) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().strip());
    return parts;
  }
}
