package dev.octet.debug;

import java.util.Optional;

/** Knows one thing that can be wrong with a layer. A function of what is known of the layer. */
interface FindingRule {
  /** Its name, and that of its page. */
  String name();

  /** What it has to say about a layer. */
  Optional<Finding> look(Suspect layer);

  /** Whether what it finds follows from samples unlike those of calibration, where they are. */
  default boolean isAboutRanges() {
    return false;
  }
}
