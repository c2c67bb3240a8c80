package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.rewrite.ChannelTies.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Takes from each channel what all its values exceed, so that it needs no part of the range: the
 * bias of the layer that makes it is less by that, and those of the layers that read it more by
 * what they make of it (Nagel et al. 2019, arXiv 1906.04721, with minima of samples in place of
 * those that batch normalization promises).
 *
 * <pre>
 * %a = CONV_2D(%x, %v, const %b) RELU         %a = CONV_2D(%x, %v, const %b − c) RELU
 * %y = FULLY_CONNECTED(%a, %w, const %d)  →   %y = FULLY_CONNECTED(%a, %w, const %d + %w·c)
 * </pre>
 *
 * <p>It computes the same wherever no value is below c. A layer that pads its input does not read
 * it everywhere in the same way; its channels stay.
 */
public final class AbsorbHighBias {
  private final Model model;
  private final Map<Graph, Candidates> candidates = new LinkedHashMap<>();

  /**
   * Looks at a model.
   *
   * @param pinned whether a tensor must keep its values, since the model itself says how they are
   *     rounded
   */
  public AbsorbHighBias(Model model, Predicate<Tensor> pinned) {
    this.model = model;
    model.graphs().forEach(g -> candidates.put(g, Candidates.of(g, pinned)));
  }

  /** What of one graph can be shifted. */
  private record Candidates(ChannelSlots slots, List<ChannelLayer> layers) {
    static Candidates of(Graph graph, Predicate<Tensor> pinned) {
      var slots = new ChannelSlots(graph);
      Predicate<ChannelLayer> known = l -> pinned.test(l.filter());
      new ChannelTies(
              graph,
              slots,
              Change.SHIFT,
              pinned,
              l -> !known.test(l),
              l -> !known.test(l) && l.seesNoBorder())
          .find();
      List<ChannelLayer> layers =
          graph.nodes().stream().flatMap(n -> ChannelLayer.in(n, slots).stream()).toList();
      return new Candidates(slots, layers);
    }

    boolean isFree(ChannelLayer layer) {
      for (int i = 0; i < slots.width(layer.output()); i++) {
        if (slots.pinned(slots.channel(layer.output(), i)) == null) {
          return true;
        }
      }
      return false;
    }

    /** What each channel exceeds, of those that all their makers were seen to exceed. */
    float[] shifts(Map<Tensor, float[]> minima) {
      var shifts = new float[slots.count()];
      Arrays.fill(shifts, Float.POSITIVE_INFINITY);
      for (ChannelLayer layer : layers) {
        float[] least = minima.get(layer.output());
        for (int i = 0; i < slots.width(layer.output()); i++) {
          int channel = slots.channel(layer.output(), i);
          float exceeded = least == null || slots.pinned(channel) != null ? 0 : least[i];
          shifts[channel] = Math.min(shifts[channel], Math.max(0, exceeded));
        }
      }
      for (int i = 0; i < shifts.length; i++) {
        shifts[i] = Float.isFinite(shifts[i]) ? shifts[i] : 0;
      }
      return shifts;
    }

    Node shifted(ChannelLayer layer, float[] shifts) {
      double[] bias = new double[layer.outs()];
      float[] before = layer.biases();
      for (int o = 0; o < bias.length; o++) {
        bias[o] = before[o] - shifts[slots.channel(layer.output(), o)];
      }
      int width = slots.width(layer.input());
      float[] in = new float[width];
      boolean reads = false;
      for (int i = 0; i < width; i++) {
        in[i] = shifts[slots.channel(layer.input(), i)];
        reads |= in[i] != 0;
      }
      if (reads) {
        layer.forEach(width, (i, o, w) -> bias[o] += (double) w * in[i]);
      }
      var after = new float[bias.length];
      boolean same = true;
      for (int o = 0; o < after.length; o++) {
        after[o] = (float) bias[o];
        same &= after[o] == before[o];
      }
      return same ? layer.node() : layer.withBias(after);
    }
  }

  /** The activations of whose channels the smallest values must be known, by graph. */
  public Map<Graph, List<Tensor>> wanted() {
    var wanted = new LinkedHashMap<Graph, List<Tensor>>();
    candidates.forEach(
        (graph, found) ->
            wanted.put(
                graph,
                found.layers.stream().filter(found::isFree).map(ChannelLayer::output).toList()));
    return wanted;
  }

  /**
   * The model with smaller biases.
   *
   * @param minima the smallest value of each channel of activations
   */
  public Noted apply(Map<Tensor, float[]> minima) {
    var notes = new ArrayList<String>();
    var graphs = new ArrayList<Graph>();
    int channels = 0;
    for (Graph graph : model.graphs()) {
      Candidates found = candidates.getOrDefault(graph, Candidates.of(graph, _ -> true));
      float[] shifts = found.shifts(minima);
      channels += count(shifts);
      graphs.add(shifted(graph, found, shifts));
    }
    notes.add(
        "absorb-high-bias: moved what "
            + (channels == 1 ? "1 channel exceeds" : channels + " channels exceed")
            + " into the biases of the layers that read "
            + (channels == 1 ? "it" : "them"));
    return new Noted(channels == 0 ? model : model.withGraphs(graphs), notes);
  }

  private static int count(float[] shifts) {
    int count = 0;
    for (float shift : shifts) {
      count += shift > 0 ? 1 : 0;
    }
    return count;
  }

  private static Graph shifted(Graph graph, Candidates found, float[] shifts) {
    Map<Node, Node> changed = new HashMap<>();
    found.layers.forEach(l -> changed.put(l.node(), found.shifted(l, shifts)));
    List<Node> nodes = graph.nodes().stream().map(n -> changed.getOrDefault(n, n)).toList();
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }
}
