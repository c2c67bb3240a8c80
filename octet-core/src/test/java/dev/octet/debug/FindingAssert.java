package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a diagnosis says. */
final class FindingAssert {
  private FindingAssert() {}

  static List<Finding> serious(Diagnosis diagnosis) {
    return diagnosis.findings().stream().filter(f -> f.severity() != Severity.INFO).toList();
  }

  /** One rule complains of one layer, and none of any other. */
  static Finding assertOnly(Diagnosis diagnosis, String rule, String layer, Severity severity) {
    assertThat(serious(diagnosis).stream().map(f -> f.rule() + " " + f.place().tensorName()))
        .as("%s", diagnosis.findings())
        .containsExactly(rule + " " + layer);
    Finding finding = serious(diagnosis).getFirst();
    assertThat(finding.severity()).isEqualTo(severity);
    assertThat(finding.fixes()).isNotEmpty();
    assertThat(finding.sentence()).endsWith(".").doesNotContain("NaN", "null");
    assertThat(finding.evidence()).isNotEmpty();
    return finding;
  }

  /** A rule notes something that does no harm, and no rule complains. */
  static Finding assertNoted(Diagnosis diagnosis, String rule, String layer) {
    assertThat(serious(diagnosis)).isEmpty();
    return diagnosis.findings().stream()
        .filter(f -> f.rule().equals(rule) && f.place().tensorName().equals(layer))
        .findFirst()
        .orElseThrow(() -> new AssertionError(diagnosis.findings().toString()));
  }
}
