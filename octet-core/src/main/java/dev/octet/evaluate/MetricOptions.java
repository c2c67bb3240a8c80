package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param names of metrics; none for the usual ones, by what labels there are
 * @param also further metrics, such as those of gates
 * @param maxVal by how much values of an image can differ at most, for {@code psnr} and {@code
 *     ssim}; null for what the targets tell
 * @param ignoreIndex the class of mask elements that do not count
 * @param resamples of the bootstrap; 0 for no intervals
 * @param seed of the bootstrap
 * @param plugins which bring metrics
 */
public record MetricOptions(
    List<String> names,
    List<String> also,
    @Nullable Double maxVal,
    int ignoreIndex,
    int resamples,
    long seed,
    List<MetricPlugins.Plugin> plugins) {
  private static final int RESAMPLES = 10_000;
  private static final int IGNORED = 255;

  /**
   * Copies the lists.
   *
   * @throws OctetException {@code USAGE} for a range that is not positive, or a number of resamples
   *     below 0
   */
  public MetricOptions {
    names = List.copyOf(names);
    also = List.copyOf(also);
    plugins = List.copyOf(plugins);
    if (maxVal != null && !(maxVal > 0 && Double.isFinite(maxVal))) {
      throw new OctetException(ErrorCode.USAGE, "values cannot differ by " + maxVal + " at most");
    }
    if (resamples < 0) {
      throw new OctetException(ErrorCode.USAGE, "there are no " + resamples + " resamples");
    }
  }

  /** The usual metrics with intervals. */
  public static MetricOptions standard() {
    return new MetricOptions(List.of(), List.of(), null, IGNORED, RESAMPLES, 0, List.of());
  }

  /** This with these metrics, or (none) the usual ones. */
  public MetricOptions withNames(List<String> newNames) {
    return new MetricOptions(newNames, also, maxVal, ignoreIndex, resamples, seed, plugins);
  }

  /** This with further metrics. */
  public MetricOptions withAlso(List<String> newAlso) {
    return new MetricOptions(names, newAlso, maxVal, ignoreIndex, resamples, seed, plugins);
  }

  /** This with another range of values, or (null) the targets'. */
  public MetricOptions withMaxVal(@Nullable Double newMaxVal) {
    return new MetricOptions(names, also, newMaxVal, ignoreIndex, resamples, seed, plugins);
  }

  /** This with another class that does not count. */
  public MetricOptions withIgnoreIndex(int newIgnoreIndex) {
    return new MetricOptions(names, also, maxVal, newIgnoreIndex, resamples, seed, plugins);
  }

  /** This with so many resamples, or (0) without intervals. */
  public MetricOptions withResamples(int newResamples) {
    return new MetricOptions(names, also, maxVal, ignoreIndex, newResamples, seed, plugins);
  }

  /** This with another seed. */
  public MetricOptions withSeed(long newSeed) {
    return new MetricOptions(names, also, maxVal, ignoreIndex, resamples, newSeed, plugins);
  }

  /** This with metrics of plugins. */
  public MetricOptions withPlugins(List<MetricPlugins.Plugin> newPlugins) {
    return new MetricOptions(names, also, maxVal, ignoreIndex, resamples, seed, newPlugins);
  }
}
