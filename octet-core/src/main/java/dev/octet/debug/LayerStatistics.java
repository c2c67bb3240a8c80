package dev.octet.debug;

import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an output of a quantized op is from that of its float twin. Each figure is found for each
 * sample, and their mean is given, as TensorFlow's {@code QuantizationDebugger} does; where that is
 * no number for a sample, over the others.
 *
 * @param place where the op stands
 * @param difference quantized minus float output, over the elements of a sample
 * @param likeness of the two outputs
 * @param channels the same for each channel: each index of the last axis
 * @param damage the share of the float output's energy that the difference takes, 0 to 1, where
 *     each channel counts by what the weights of later layers make of it: this tells the layers
 *     behind a loss of accuracy from those that are merely coarse
 * @param custom the metrics that were asked for, by name, in order
 */
public record LayerStatistics(
    Place place,
    Difference difference,
    Likeness likeness,
    ChannelStatistics channels,
    double damage,
    Map<String, Double> custom) {
  /** Copies the metrics. */
  public LayerStatistics {
    custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
  }

  /**
   * Where an op stands.
   *
   * @param op its name
   * @param graph the place of its graph in the models
   * @param signature by which it was run, or null
   * @param original the op of the float graph
   * @param quantized the op of the quantized graph
   * @param output which of its outputs this is
   * @param tensor the place of that output among the tensors of the quantized graph
   * @param tensorName the output's name in the float graph
   * @param quantization its scale and zero point, or null for a float
   * @param node the op's name as a regular expression that finds it and no other
   */
  public record Place(
      String op,
      int graph,
      @Nullable String signature,
      Node original,
      Node quantized,
      int output,
      int tensor,
      String tensorName,
      @Nullable PerTensor quantization,
      String node) {}

  /**
   * Quantized minus float output.
   *
   * @param elements of a sample
   * @param deviation the standard deviation
   * @param mean with its sign
   * @param largest the largest absolute difference
   * @param squared the mean of its squares
   */
  public record Difference(
      double elements, double deviation, double mean, double largest, double squared) {}

  /**
   * How alike the outputs are.
   *
   * @param sqnr ten times the decimal logarithm of the float output's energy by that of the
   *     difference, over all samples, in dB; infinite for equal outputs
   * @param cosine of the angle between them
   * @param saturated the part of elements at an end of the integers' range where the float value is
   *     more than half a step beyond, 0 to 1
   * @param clipping the part of the difference's energy that these make, 0 to 1
   */
  public record Likeness(double sqnr, double cosine, double saturated, double clipping) {}

  /** The reals that the integers span: 255 steps of int8; NaN for a float. */
  public double range() {
    PerTensor quantization = place.quantization();
    return quantization == null ? Double.NaN : quantization.scale() * steps();
  }

  private double steps() {
    int bits = place.quantized().output(place.output()).type().bits();
    return Math.pow(2, Math.min(bits, 32)) - 1;
  }

  /**
   * The root of the mean squared error in steps: 1/√12 ≈ 0.289 when there is no error but rounding;
   * NaN for a float.
   */
  public double rmseOverScale() {
    PerTensor quantization = place.quantization();
    return quantization == null
        ? Double.NaN
        : Math.sqrt(difference.squared()) / quantization.scale();
  }
}
