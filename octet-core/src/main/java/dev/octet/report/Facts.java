package dev.octet.report;

import java.util.List;

/** Single figures, large. */
public record Facts(List<Fact> facts) implements Block {
  /** Copies the list. */
  public Facts {
    facts = List.copyOf(facts);
  }

  /**
   * One figure.
   *
   * @param label what it is
   * @param value as it is read, such as {@code 91.2%}
   * @param note what it compares with, or empty
   */
  public record Fact(String label, String value, String note) {}
}
