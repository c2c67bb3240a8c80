package dev.octet.format.keras;

/** What became of a case. */
sealed interface LayerOutcome {
  /** It was converted, and computes what Keras computes. */
  record Same() implements LayerOutcome {}

  /**
   * It was refused, as it should be.
   *
   * @param message what Octet says
   */
  record Refused(String message) implements LayerOutcome {}

  /**
   * Neither.
   *
   * @param why what went wrong
   */
  record Wrong(String why) implements LayerOutcome {}
}
