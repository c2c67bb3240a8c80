package dev.octet.compare;

/**
 * One thing that differs.
 *
 * @param what such as {@code stride_w}, or {@code output 0}
 * @param before how it is in the first model; empty for nothing
 * @param after how it is in the second; empty for nothing
 */
public record Change(Kind kind, String what, String before, String after) {
  /** What is changed. */
  public enum Kind {
    /** The op does the work of another. */
    OP,
    /** The version of the op. */
    VERSION,
    /** An option of the op, such as its stride. */
    OPTION,
    /** It reads what another op makes. */
    INPUT,
    /** The element type of an output. */
    TYPE,
    /** The shape of an output or a constant. */
    SHAPE,
    /** Which sizes of an output are open to change. */
    OPEN,
    /** The scale or zero point of an output. */
    QUANTIZATION,
    /** A constant: its type, its scales, its values. */
    WEIGHTS,
    /** A name, which means nothing to LiteRT. */
    NAME,
    /** Something of the model as a whole. */
    MODEL
  }
}
