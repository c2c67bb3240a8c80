package dev.octet.cli;

import dev.octet.evaluate.Gate;
import dev.octet.evaluate.Gate.Finding;
import java.util.Locale;

/** Gates for people. */
final class GateText {
  private GateText() {}

  /** What a gate that fails says: the model, the gate, the value and the limit. */
  static String failure(Finding finding) {
    return "%s: gate '%s' fails: %s is %s"
        .formatted(
            finding.model(),
            finding.gate().text(),
            figure(finding.gate()),
            Double.isNaN(finding.value())
                ? "not known"
                : "%s, not %s %s"
                    .formatted(
                        number(finding.value()),
                        finding.gate().comparison().sign(),
                        number(finding.gate().limit())));
  }

  /** One line of an answer. */
  static String line(Finding finding) {
    return finding.isPassed()
        ? "gate '%s' holds for %s: %s"
            .formatted(finding.gate().text(), finding.model(), number(finding.value()))
        : "gate '%s' FAILS for %s: %s"
            .formatted(finding.gate().text(), finding.model(), number(finding.value()));
  }

  private static String figure(Gate gate) {
    return switch (gate.quantity()) {
      case VALUE -> gate.metric();
      case DROP -> "the drop of " + gate.metric();
      case RATIO -> "the ratio of " + gate.metric();
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value).replaceAll("(\\.\\d*?)0+$", "$1");
  }
}
