package dev.octet.format.keras;

/**
 * A case and what became of it.
 *
 * @param layerCase the case
 * @param anyBatch whether it was converted for any number of samples
 * @param outcome what became of it
 */
record Tried(LayerCase layerCase, boolean anyBatch, LayerOutcome outcome) {

  /** What was tried, as the page says it; empty for a layer with nothing but its defaults. */
  String options() {
    return layerCase.options();
  }

  boolean same() {
    return outcome instanceof LayerOutcome.Same;
  }

  boolean refused() {
    return outcome instanceof LayerOutcome.Refused;
  }

  boolean wrong() {
    return outcome instanceof LayerOutcome.Wrong;
  }
}
