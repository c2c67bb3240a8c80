package dev.octet.tune;

/** Told how far the work at hand is, from any thread. */
@FunctionalInterface
public interface Pulse {
  /** For a total that is not known. */
  long UNKNOWN = -1;

  /**
   * Hears of progress, and may throw to end the work.
   *
   * @param stage what is being done, such as {@code calibrating}
   * @param done how many of {@code total} are done
   * @param total how many there are, or {@link #UNKNOWN}
   */
  void beat(String stage, long done, long total);
}
