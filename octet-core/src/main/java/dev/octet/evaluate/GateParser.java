package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.error.Spelling;
import dev.octet.evaluate.Gate.Comparison;
import dev.octet.evaluate.Gate.Quantity;
import java.util.ArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a gate from left to right. */
final class GateParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern MODEL = Pattern.compile("[^<>=]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final double PERCENT = 100;

  private final String text;
  private final Catalogue known;
  private int at;

  GateParser(String text, Catalogue known) {
    this.text = text;
    this.known = known;
  }

  Gate parse() {
    take(SPACE);
    String metric = metric();
    Quantity quantity = quantity(metric);
    String model = model();
    take(SPACE);
    Comparison comparison = comparison();
    take(SPACE);
    double limit = number();
    take(SPACE);
    if (at < text.length()) {
      throw wrong("a gate ends after its number");
    }
    return new Gate(text, metric, quantity, model, comparison, limit);
  }

  private String metric() {
    int start = at;
    String name = take(NAME);
    if (name != null && (known.hasNumber(name) || name.equals(Gate.BYTES))) {
      return name;
    }
    at = start;
    if (name == null) {
      throw wrong("a gate begins with a metric: " + names());
    }
    if (Catalogue.VIEWS.contains(name)) {
      throw wrong("'%s' has no number".formatted(name));
    }
    var all = new ArrayList<>(known.names());
    all.add(Gate.BYTES);
    String near = Spelling.nearest(name, all);
    throw wrong(
        "there is no metric '%s'%s; there are %s"
            .formatted(name, near == null ? "" : ": did you mean " + near + "?", names()));
  }

  private String names() {
    return String.join(
            ", ", known.names().stream().filter(n -> !Catalogue.VIEWS.contains(n)).toList())
        + ", "
        + Gate.BYTES;
  }

  private Quantity quantity(String metric) {
    if (!skip(".")) {
      return Quantity.VALUE;
    }
    int start = at;
    String word = String.valueOf(take(NAME));
    return switch (word) {
      case "drop" -> {
        if (metric.equals(Gate.BYTES) || known.comparesWithFirst(metric)) {
          at = start;
          throw wrong(
              metric.equals(Gate.BYTES)
                  ? "bytes do not drop: use bytes.ratio"
                  : "%s compares with the first model already".formatted(metric));
        }
        yield Quantity.DROP;
      }
      case "ratio" -> Quantity.RATIO;
      default -> {
        at = start;
        throw wrong("behind the point goes drop or ratio");
      }
    };
  }

  private @Nullable String model() {
    if (!skip("@")) {
      return null;
    }
    String model = take(MODEL);
    if (model == null || model.isBlank()) {
      throw wrong("behind the @ goes a model: its file or its number from 1");
    }
    return model.strip();
  }

  private Comparison comparison() {
    for (Comparison comparison : Comparison.values()) { // the longer signs come first
      if (skip(comparison.sign())) {
        return comparison;
      }
    }
    throw wrong("here goes <=, >=, ==, < or >");
  }

  private double number() {
    String number = take(NUMBER);
    if (number == null) {
      throw wrong("here goes a number, such as 0.01 or 1%");
    }
    double value = Double.parseDouble(number);
    return skip("%") ? value / PERCENT : value;
  }

  private @Nullable String take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.group();
  }

  private boolean skip(String sign) {
    boolean is = text.startsWith(sign, at);
    at += is ? sign.length() : 0;
    return is;
  }

  private OctetException wrong(String what) {
    String rest = text.substring(at);
    String where = rest.isEmpty() ? "at its end" : "at character %d, '%s'".formatted(at + 1, rest);
    return new OctetException(ErrorCode.USAGE, "does not parse %s: %s".formatted(where, what))
        .in("gate '" + text + "'");
  }
}
