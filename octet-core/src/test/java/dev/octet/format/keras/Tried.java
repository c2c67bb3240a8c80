package dev.octet.format.keras;

import dev.octet.matrix.Outcome;

/**
 * A case and what became of it.
 *
 * @param layerCase the case
 * @param anyBatch whether it was converted for any number of samples
 * @param outcome what became of it
 */
record Tried(LayerCase layerCase, boolean anyBatch, Outcome outcome) {

  /** What was tried, as the page says it; empty for a layer with nothing but its defaults. */
  String options() {
    return layerCase.options();
  }

  boolean same() {
    return outcome instanceof Outcome.Same;
  }

  boolean refused() {
    return outcome instanceof Outcome.Refused;
  }

  boolean wrong() {
    return outcome instanceof Outcome.Wrong;
  }
}
