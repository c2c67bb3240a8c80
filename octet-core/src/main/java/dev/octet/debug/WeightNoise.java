package dev.octet.debug;

import java.util.function.IntToDoubleFunction;

/** What rounding weights costs the output: as much of each channel as of its weights' energy. */
final class WeightNoise {
  private WeightNoise() {}

  /**
   * The share of the signal that is lost.
   *
   * @param step the size of the steps of a channel's weights
   */
  static double of(Suspect layer, LayerWeights weights, IntToDoubleFunction step) {
    return share(layer, weights, c -> weights.rounding(c, step.applyAsDouble(c)));
  }

  /** The same, where inputs differ in energy. */
  static double heard(Suspect layer, LayerWeights weights, IntToDoubleFunction step) {
    return share(layer, weights, c -> weights.heardRounding(c, step.applyAsDouble(c)));
  }

  private static double share(Suspect layer, LayerWeights weights, IntToDoubleFunction lost) {
    ChannelStatistics channels = layer.channels();
    if (weights.channels() != channels.count()) {
      return 0; // channels lie on another axis
    }
    var noise = new double[channels.count()];
    for (int c = 0; c < noise.length; c++) {
      double energy = channels.energy()[c] / Math.max(1, channels.elements());
      noise[c] = energy * lost.applyAsDouble(c);
    }
    return layer.share(noise);
  }
}
