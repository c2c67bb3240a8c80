package dev.octet.plan;

/**
 * Why a node gets what it gets.
 *
 * @param code for programs
 * @param text for people: a clause that can follow a colon
 */
public record Reason(Code code, String text) {
  /** The reasons there are. */
  public enum Code {
    /** The recipe asked for it. */
    ASKED_FOR,
    /** It is quantized, but not in the very form that the recipe asked for. */
    ADAPTED,
    /** The recipe wants it to stay float. */
    DENIED,
    /** There is nothing to quantize in it. */
    NOTHING_TO_DO,
    /** No kernel of the runtime computes it in this form. */
    NO_KERNEL,
    /** This node does not meet what the kernel demands. */
    CONDITION,
    /** The range of one of its tensors is not known. */
    NO_RANGE,
    /** Its weights are too small to be worth it. */
    TOO_SMALL,
    /** It only moves values between ops that stay float. */
    BETWEEN_FLOATS
  }
}
