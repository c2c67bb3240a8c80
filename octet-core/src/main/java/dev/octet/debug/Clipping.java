package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;

/** What it costs that values go beyond the range of an output's integers. */
final class Clipping {
  private Clipping() {}

  /**
   * The share of the signal. The energy that is cut off is known for the layer; the channels have
   * it by the squares of how far they go beyond.
   */
  static double damage(Suspect layer) {
    PerTensor quantization = layer.quantization();
    double clipping = layer.statistics().likeness().clipping();
    if (quantization == null || clipping == 0) {
      return 0;
    }
    ChannelStatistics channels = layer.channels();
    var excess = new double[channels.count()];
    double sum = 0;
    double noise = 0;
    for (int c = 0; c < excess.length; c++) {
      double beyond = beyond(channels, c, quantization, layer.type());
      excess[c] = beyond * beyond;
      sum += excess[c];
      noise += channels.noise()[c];
    }
    if (sum == 0 || !Double.isFinite(sum)) {
      return 0;
    }
    for (int c = 0; c < excess.length; c++) {
      excess[c] *= clipping * noise / sum / channels.elements();
    }
    return layer.share(excess);
  }

  private static double beyond(
      ChannelStatistics channels, int channel, PerTensor quantization, ElementType type) {
    long least = type == ElementType.UINT8 ? 0 : -(1L << (type.bits() - 1));
    long greatest = least + (1L << type.bits()) - 1;
    double low = (least - quantization.zeroPoint()) * (double) quantization.scale();
    double high = (greatest - quantization.zeroPoint()) * (double) quantization.scale();
    return Math.max(0, Math.max(channels.max()[channel] - high, low - channels.min()[channel]));
  }
}
