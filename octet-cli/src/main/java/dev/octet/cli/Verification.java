package dev.octet.cli;

/** How a written model is checked before it takes its place. */
enum Verification {
  /** By Octet's own verifier. */
  NONE,
  /** And by the runtime: every op resolves and accepts its tensors. */
  PREPARE,
  /** And by running it once. */
  RUN
}
