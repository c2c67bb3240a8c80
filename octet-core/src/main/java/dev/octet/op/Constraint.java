package dev.octet.op;

/** What an op's integer kernel demands of the quantization of its inputs and outputs. */
public enum Constraint {
  /** Every tensor has its own scale and zero point. */
  FREE,
  /** Values only move: each output has the parameters of the first activation input. */
  OUTPUT_LIKE_INPUT,
  /** Values of several inputs meet: each activation input has the parameters of the output. */
  INPUTS_LIKE_OUTPUT,
  /** The kernel writes with parameters of its own, whatever the values. */
  FIXED_OUTPUT
}
