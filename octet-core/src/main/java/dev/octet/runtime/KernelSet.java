package dev.octet.runtime;

/** Which implementation of the ops computes. */
public enum KernelSet {
  /**
   * LiteRT's default: XNNPACK where it can, else the optimized kernels. The fastest. A model that
   * has weights with a scale for each block runs without XNNPACK, whose results for them are wrong
   * in LiteRT 2.20 (2.3.0 of LiteRT's own package has them right). So does a model with ops in a
   * row that lead nowhere: XNNPACK of LiteRT 2.20 ends the process over them. And so does one that
   * XNNPACK itself refuses.
   */
  DEFAULT("xnnpack"),
  /** LiteRT's optimized kernels alone. */
  PLAIN("builtin"),
  /**
   * LiteRT's reference kernels, slow and simple. They lack some ops and versions, and are not to be
   * had on Windows.
   */
  REFERENCE("reference");

  private final String text;

  KernelSet(String text) {
    this.text = text;
  }

  /** The word for it in options and tables. */
  public String text() {
    return text;
  }
}
