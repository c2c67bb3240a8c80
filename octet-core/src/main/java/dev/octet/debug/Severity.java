package dev.octet.debug;

/**
 * How much a finding matters: by the share of a signal's energy that turned into noise, as what
 * comes after it sees it. A tenth is 10 dB, a hundredth 20 dB; layers of healthy int8 models lie
 * between 30 and 50 dB.
 */
public enum Severity {
  /** Worth knowing; does no harm by itself. */
  INFO,
  /** Costs accuracy. */
  WARNING,
  /** Breaks the model. */
  ERROR;

  private static final double SEVERE = 0.1;
  private static final double SUSPECT = 0.01;

  static Severity of(double damage) {
    return damage >= SEVERE ? ERROR : damage >= SUSPECT ? WARNING : INFO;
  }
}
