package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the values of each channel cannot leave, whatever the graph is given: behind a cap, and in
 * what layers make of channels that have bounds. So it is known of some caps that nothing reaches
 * them.
 */
final class ChannelBounds {
  /** Float arithmetic may leave exact bounds by this part. */
  private static final double ROUNDING = 1e-4;

  private final ChannelSlots slots;
  private final Map<Tensor, Bounds> bounds = new HashMap<>();
  private final Map<Tensor, Bounds> beforeCaps = new HashMap<>();

  /** The least and the greatest value of each place in the last dimension. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bounds(double[] least, double[] greatest) {
    static Bounds none(int width) {
      var none = new Bounds(new double[width], new double[width]);
      Arrays.fill(none.least, Double.NEGATIVE_INFINITY);
      Arrays.fill(none.greatest, Double.POSITIVE_INFINITY);
      return none;
    }

    private Bounds within(Clamp clamp) {
      var within = new Bounds(least.clone(), greatest.clone());
      for (int i = 0; i < least.length; i++) {
        within.least[i] = Math.max(clamp.least(), Math.min(clamp.greatest(), least[i]));
        within.greatest[i] = Math.max(clamp.least(), Math.min(clamp.greatest(), greatest[i]));
      }
      return within;
    }
  }

  ChannelBounds(Graph graph, ChannelSlots slots, Map<Node, ChannelLayer> layers) {
    this.slots = slots;
    for (Node node : graph.nodes()) {
      ChannelLayer layer = layers.get(node);
      Clamp fused = Clamp.fused(node);
      Clamp own = Clamp.of(node);
      Tensor output = node.outputs().isEmpty() ? null : node.output(0);
      if (output == null || slots.width(output) == 0) {
        continue;
      }
      if (layer != null && fused != null) {
        clamp(output, ofLayer(layer), fused);
      } else if (own != null && slots.width(node.input(0)) == slots.width(output)) {
        clamp(output, of(node.input(0), slots.width(output)), own);
      } else if (passes(node) && slots.width(node.input(0)) == slots.width(output)) {
        bounds.put(output, of(node.input(0), slots.width(output)));
      }
    }
  }

  /** Values of the output are values of the input, or means of them. */
  private static boolean passes(Node node) {
    return switch (node.op()) {
      case "MAX_POOL_2D", "AVERAGE_POOL_2D", "MEAN" ->
          Nodes.fusedActivation(node).equals("NONE") && !node.operation().custom();
      default -> false;
    };
  }

  private void clamp(Tensor output, Bounds before, Clamp clamp) {
    beforeCaps.put(output, before);
    bounds.put(output, before.within(clamp));
  }

  private Bounds of(@Nullable Tensor tensor, int width) {
    Bounds known = tensor == null ? null : bounds.get(tensor);
    return known == null ? Bounds.none(width) : known;
  }

  private Bounds ofLayer(ChannelLayer layer) {
    Bounds in = of(layer.input(), slots.width(layer.input()));
    var out = new Bounds(new double[layer.outs()], new double[layer.outs()]);
    layer.forEach(
        in.least.length,
        (i, o, w) -> {
          if (w != 0) {
            // padding puts zeros beside the values
            double a = w * Math.min(in.least[i], 0);
            double b = w * Math.max(in.greatest[i], 0);
            out.least[o] += Math.min(a, b);
            out.greatest[o] += Math.max(a, b);
          }
        });
    float[] bias = layer.biases();
    for (int o = 0; o < bias.length; o++) {
      double slack = ROUNDING * Math.max(Math.abs(out.least[o]), Math.abs(out.greatest[o]));
      out.least[o] += bias[o] - slack;
      out.greatest[o] += bias[o] + slack;
    }
    return out;
  }

  /** The greatest values before the cap of the node that makes a tensor; null if it has none. */
  double @Nullable [] beforeCap(Tensor output) {
    Bounds before = beforeCaps.get(output);
    return before == null ? null : before.greatest;
  }
}
