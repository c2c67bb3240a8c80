package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How large the values of each channel are, as far as weights tell: what a layer gives out for
 * inputs that vary independently with the sizes of their channels. Another scale of a channel is
 * another size by the same factor, so that it makes no difference how a network is scaled.
 */
final class ChannelSizes {
  private final ChannelSlots slots;
  private final Map<Tensor, double[]> sizes = new HashMap<>();

  ChannelSizes(Graph graph, ChannelSlots slots, Map<Node, ChannelLayer> layers) {
    this.slots = slots;
    for (Node node : graph.nodes()) {
      ChannelLayer layer = layers.get(node);
      if (layer != null) {
        sizes.put(layer.output(), ofLayer(layer));
      } else {
        node.outputs().forEach(t -> sizes.put(t, ofChannels(node, t)));
      }
    }
  }

  /** The size of each channel of a tensor. */
  double[] of(Tensor tensor) {
    return sizes.computeIfAbsent(tensor, this::ones);
  }

  private double[] ones(Tensor tensor) {
    var ones = new double[slots.width(tensor)];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double[] ofLayer(ChannelLayer layer) {
    double[] in = of(layer.input());
    var out = new double[layer.outs()];
    layer.forEach(
        in.length,
        (i, o, w) -> {
          double part = w * in[i];
          out[o] += part * part;
        });
    float[] bias = layer.biases();
    for (int o = 0; o < out.length; o++) {
      out[o] = Math.sqrt(out[o] + (double) bias[o] * bias[o]);
    }
    return out;
  }

  /** Of what an op passes on: the root of the sum of squares of all that is the same channel. */
  private double[] ofChannels(Node node, Tensor output) {
    int width = slots.width(output);
    var squares = new double[width];
    Map<Integer, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < width; i++) {
      places.computeIfAbsent(slots.channel(output, i), _ -> new ArrayList<>()).add(i);
    }
    for (Tensor input : node.inputs()) {
      if (input == null || slots.width(input) == 0) {
        continue;
      }
      double[] in = of(input);
      Map<Integer, Double> largest = new HashMap<>();
      for (int i = 0; i < in.length; i++) {
        largest.merge(slots.channel(input, i), in[i], Math::max);
      }
      largest.forEach(
          (channel, size) ->
              places.getOrDefault(channel, List.of()).forEach(i -> squares[i] += size * size));
    }
    double[] ones = ones(output);
    for (int i = 0; i < width; i++) {
      squares[i] = squares[i] > 0 ? Math.sqrt(squares[i]) : Objects.requireNonNull(ones)[i];
    }
    return squares;
  }
}
