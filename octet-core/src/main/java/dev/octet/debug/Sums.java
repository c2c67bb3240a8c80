package dev.octet.debug;

import java.util.List;

/**
 * What was seen on some samples.
 *
 * @param layers of each compared output
 * @param model of each metric of the models' outputs
 */
record Sums(List<LayerTally> layers, List<Mean> model) {
  /** This with what was seen on further samples; changes what it holds. */
  Sums plus(Sums later) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).add(later.layers.get(i));
    }
    for (int i = 0; i < model.size(); i++) {
      model.get(i).add(later.model.get(i));
    }
    return this;
  }
}
