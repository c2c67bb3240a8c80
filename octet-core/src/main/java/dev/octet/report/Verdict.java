package dev.octet.report;

import java.util.List;

/**
 * The summary of a report, for somebody who reads nothing else.
 *
 * @param tone how good the news is
 * @param headline a sentence
 * @param points what more there is to know, a sentence each
 */
public record Verdict(Tone tone, String headline, List<String> points) {
  /** Copies the list. */
  public Verdict {
    points = List.copyOf(points);
  }

  /** How good the news is. */
  public enum Tone {
    GOOD,
    CAREFUL,
    BAD,
    NEUTRAL
  }
}
