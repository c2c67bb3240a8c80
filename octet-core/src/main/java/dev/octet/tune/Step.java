package dev.octet.tune;

import org.jspecify.annotations.Nullable;

/**
 * One trial in the course of a search.
 *
 * @param what was tried, in a few words, such as {@code + equalize}
 * @param trial what came of it
 * @param before what it is compared with, or null for the first
 * @param verdict what the search made of it
 * @param remembered whether it was known from an earlier run
 */
public record Step(
    String what, Trial trial, @Nullable Trial before, Verdict verdict, boolean remembered) {
  /** What a search makes of a trial. */
  public enum Verdict {
    /** It keeps the limit. */
    WITHIN("within the limit"),
    /** It is better than what was there before, and the search goes on from it. */
    KEPT("kept"),
    /** It is not. */
    LEFT("left out"),
    /** The same model as before came out. */
    SAME("changes nothing"),
    /** It could not be built or did not run. */
    FAILED("cannot be");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }
}
