package dev.octet.cli;

/**
 * How one command talks to its user.
 *
 * @param terminal the streams
 * @param json whether the answer is for a program
 * @param quiet whether progress and warnings are unwanted
 * @param verbose whether more than usual is wanted on standard error
 */
record Session(Terminal terminal, boolean json, boolean quiet, boolean verbose) {
  /** Starts telling of a long job's progress, which is to be closed at its end. */
  Progress progress() {
    return new Progress(terminal, quiet, System::nanoTime);
  }
}
