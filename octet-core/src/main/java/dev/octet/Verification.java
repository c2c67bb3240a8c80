package dev.octet;

/** How a model that was written is checked before it takes the place of an older file. */
public enum Verification {
  /** Octet's own verifier only. */
  NONE,
  /** And the runtime must have a kernel for each op, in the types at hand. */
  PREPARE,
  /** And the model runs once, on zeros. */
  RUN
}
