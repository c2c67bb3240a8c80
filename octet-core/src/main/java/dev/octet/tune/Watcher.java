package dev.octet.tune;

/** Told of a search as it goes on. */
public interface Watcher extends Pulse {
  /** Hears that a candidate is tried now. */
  void trying(String what);

  /** Hears what the float model is worth. */
  void reference(Measure measure);

  /** Hears what came of a trial. */
  void step(Step step);
}
