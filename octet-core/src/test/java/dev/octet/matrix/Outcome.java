package dev.octet.matrix;

import java.util.List;

/** What became of a case. */
public sealed interface Outcome {
  /**
   * It was converted, and computes what the other tool computes.
   *
   * @param ops the names of the LiteRT ops in the model, each once
   */
  record Same(List<String> ops) implements Outcome {}

  /**
   * It was refused, as it should be.
   *
   * @param message what Octet says
   */
  record Refused(String message) implements Outcome {}

  /**
   * Neither.
   *
   * @param why what went wrong
   */
  record Wrong(String why) implements Outcome {}
}
