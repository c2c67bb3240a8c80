package dev.octet.cli;

/**
 * What a command does once its command line is understood: calls the library and prints the answer.
 *
 * @param <O> the command's options
 */
@FunctionalInterface
interface Job<O> {
  /**
   * Does it.
   *
   * @throws dev.octet.error.OctetException when it cannot be done; the code decides the exit code
   */
  void run(O options, Session session);
}
