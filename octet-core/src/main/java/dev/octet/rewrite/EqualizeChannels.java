package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.rewrite.ChannelTies.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets the channels between layers have ranges alike, so that one scale for all of them serves each
 * (cross-layer equalization, Nagel et al. 2019, arXiv 1906.04721). Each channel is divided by a
 * factor where layers make it and multiplied by it where layers read it.
 *
 * <pre>
 * %a = CONV_2D(%x, const %v, const %b) RELU        %a = CONV_2D(%x, const %v/%s, const %b/%s) RELU
 * %y = CONV_2D(%a, const %w, …)               →    %y = CONV_2D(%a, const %w·%s, …)
 * </pre>
 *
 * <p>A channel may be made and read by any number of layers and go through any ops that do the same
 * to it at every scale ({@link ChannelTies}). The factors come from the weights of the whole graph
 * at once; see {@link ChannelSizes}.
 */
public final class EqualizeChannels {
  /** What factors are held within, so that no weight leaves the range of normal floats. */
  private static final double MOST = 0x1p30;

  /** Channels that nobody needs more than this part of the most needed one count as this much. */
  private static final double LEAST_USE = 1e-3;

  /** Factors as near to 1 as this gain nothing. */
  private static final double NOTHING = 1e-4;

  /** How much of a factor goes by what layers read: at 0 all channels get the same size. */
  private static final double BALANCE = 0.5;

  private final Graph graph;
  private final ChannelSlots slots;
  private final Map<Node, ChannelLayer> layers = new LinkedHashMap<>();

  /** The part of its cap that each channel may reach; 0 where there is none. */
  private final double[] caps;

  private EqualizeChannels(Graph graph, Uses uses, Predicate<Tensor> pinned) {
    this.graph = graph;
    this.slots = new ChannelSlots(graph);
    Map<Tensor, Long> reads =
        graph.nodes().stream()
            .flatMap(n -> n.inputs().stream())
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(t -> t, Collectors.counting()));
    Predicate<ChannelLayer> own =
        l ->
            uses.tensors(l.filterData()) == 1
                && Objects.equals(reads.get(l.filter()), 1L)
                && !pinned.test(l.filter())
                && !graph.outputs().contains(l.filter());
    new ChannelTies(graph, slots, Change.SCALE, pinned, own, own).find();
    for (Node node : graph.nodes()) {
      ChannelLayer.in(node, slots).ifPresent(layer -> layers.put(node, layer));
    }
    this.caps = new double[slots.count()];
    if (layers.keySet().stream().anyMatch(ChannelTies::isCapped)) {
      keepCaps();
    }
    while (keepCompany()) {
      // until nobody is left that would be measured by those that keep their scale
    }
  }

  /** Channels that may reach a cap keep their scale; others may grow as far as it goes. */
  private void keepCaps() {
    var bounds = new ChannelBounds(graph, slots, layers);
    for (ChannelLayer layer : layers.values()) {
      double[] greatest = bounds.beforeCap(layer.output());
      Clamp clamp = Clamp.fused(layer.node());
      if (!ChannelTies.isCapped(layer.node()) || greatest == null || clamp == null) {
        continue;
      }
      for (int i = 0; i < greatest.length; i++) {
        int channel = slots.channel(layer.output(), i);
        caps[channel] = Math.max(caps[channel], greatest[i] / clamp.greatest());
        if (!(greatest[i] <= clamp.greatest())) {
          slots.pin(layer.output(), i, Nodes.fusedActivation(layer.node()));
        }
      }
    }
  }

  /**
   * Factors say how large channels are to each other. So where some channels of a tensor keep their
   * scale, the others do, too, but for those under a cap, which only grow. Returns whether that
   * were more than before.
   */
  private boolean keepCompany() {
    boolean more = false;
    for (Tensor tensor : graph.tensors()) {
      int width = slots.width(tensor);
      String why = null;
      for (int i = 0; i < width && why == null; i++) {
        int channel = slots.channel(tensor, i);
        why = caps[channel] > 0 ? "RELU6" : slots.pinned(channel);
      }
      for (int i = 0; i < width && why != null; i++) {
        int channel = slots.channel(tensor, i);
        if (slots.pinned(channel) == null && caps[channel] == 0) {
          slots.pin(tensor, i, why);
          more = true;
        }
      }
    }
    return more;
  }

  /**
   * The model with scaled channels, which computes the same up to float rounding.
   *
   * @param pinned whether a tensor must keep its values, since the model itself says how they are
   *     rounded
   */
  public static Noted apply(Model model, Predicate<Tensor> pinned) {
    var uses = new Uses(model);
    var notes = new ArrayList<String>();
    var graphs = new ArrayList<Graph>();
    for (Graph graph : model.graphs()) {
      graphs.add(new EqualizeChannels(graph, uses, pinned).scaled(notes));
    }
    return new Noted(graphs.equals(model.graphs()) ? model : model.withGraphs(graphs), notes);
  }

  private Graph scaled(List<String> notes) {
    double[] factors = factors();
    List<Node> nodes = graph.nodes().stream().map(n -> scaled(n, factors)).toList();
    note(factors, notes);
    return nodes.equals(graph.nodes())
        ? graph
        : new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  /** A factor for each channel; 1 for one that keeps its scale. */
  private double[] factors() {
    var sizes = new ChannelSizes(graph, slots, layers);
    var size = new double[slots.count()];
    var use = new double[slots.count()];
    for (Tensor tensor : graph.tensors()) {
      if (slots.width(tensor) > 0) {
        double[] of = sizes.of(tensor);
        for (int i = 0; i < of.length; i++) {
          int channel = slots.channel(tensor, i);
          size[channel] = Math.max(size[channel], of[i]);
        }
      }
    }
    for (ChannelLayer layer : layers.values()) {
      if (!layer.isDepthwise()) {
        addUse(layer, sizes, use);
      }
    }
    var factors = new double[slots.count()];
    Arrays.fill(factors, 1);
    for (int c = 0; c < factors.length; c++) {
      if (slots.pinned(c) == null && size[c] > 0) {
        double need = use[c] == 0 ? 1 : Math.max(use[c] * size[c], LEAST_USE);
        double factor = capped(size[c] * Math.pow(need, -BALANCE), caps[c]);
        factors[c] = Math.abs(factor - 1) > NOTHING ? Math.clamp(factor, 1 / MOST, MOST) : 1;
      }
    }
    return factors;
  }

  private static double capped(double factor, double cap) {
    return cap > 0 ? Math.min(1, Math.max(factor, cap)) : factor;
  }

  private void addUse(ChannelLayer layer, ChannelSizes sizes, double[] use) {
    int width = slots.width(layer.input());
    double[] outs = sizes.of(layer.output());
    layer.forEach(
        width,
        (i, o, w) -> {
          int channel = slots.channel(layer.input(), i);
          if (outs[o] > 0) {
            use[channel] = Math.max(use[channel], Math.abs(w) / outs[o]);
          }
        });
  }

  private Node scaled(Node node, double[] factors) {
    ChannelLayer layer = layers.get(node);
    if (layer == null) {
      return node;
    }
    float[] in = of(layer.input(), factors);
    float[] out = of(layer.output(), factors);
    return areOnes(in) && areOnes(out) ? node : layer.scaled(in, out);
  }

  private float[] of(Tensor tensor, double[] factors) {
    var of = new float[slots.width(tensor)];
    for (int i = 0; i < of.length; i++) {
      of[i] = (float) factors[slots.channel(tensor, i)];
    }
    return of;
  }

  private static boolean areOnes(float[] factors) {
    for (float f : factors) {
      if (f != 1) {
        return false;
      }
    }
    return true;
  }

  private void note(double[] factors, List<String> notes) {
    int scaled = 0;
    var stayed = new TreeMap<String, Integer>();
    for (ChannelLayer layer : layers.values()) {
      if (!areOnes(of(layer.output(), factors))) {
        scaled++;
      } else {
        String why = slots.pinned(slots.channel(layer.output(), 0));
        stayed.merge(why == null ? "nothing to gain" : why, 1, Integer::sum);
      }
    }
    if (layers.isEmpty()) {
      return;
    }
    var reasons = new StringJoiner(", ", "; the rest stay as they are: ", "").setEmptyValue("");
    stayed.forEach((why, count) -> reasons.add(count + " for " + why));
    notes.add(
        "equalize: %d of %d layers give out other channels%s"
            .formatted(scaled, layers.size(), reasons));
  }
}
