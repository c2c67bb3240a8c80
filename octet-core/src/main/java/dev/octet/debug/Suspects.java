package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.debug.Suspect.Feed;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The layers of a graph with what rules must know of them. */
final class Suspects {
  private final OpTable table;
  private final Importance importance;
  private final Origins origins;
  private final Set<Tensor> tied;
  private final List<LayerStatistics> seen;
  private final Map<Tensor, LayerStatistics> producers = new HashMap<>();

  Suspects(OpTable table, Importance importance, Graph quantized, List<LayerStatistics> seen) {
    this.table = table;
    this.importance = importance;
    this.origins = new Origins(quantized);
    this.tied = tied(quantized);
    this.seen = List.copyOf(seen);
    for (LayerStatistics layer : seen) {
      Node node = layer.place().original();
      Tensor made = isInput(layer.place()) ? node.input(0) : node.output(layer.place().output());
      if (made != null) {
        producers.put(made, layer);
      }
    }
  }

  /** Whether a place is a QUANTIZE behind an input of the model. */
  static boolean isInput(Place place) {
    return Origins.isBorder(place.original());
  }

  /** The tensors that have the scale of something else that comes after. */
  private Set<Tensor> tied(Graph graph) {
    var all = new HashSet<Tensor>();
    for (Node node : graph.nodes().reversed()) {
      Constraint constraint = table.find(node).map(OpRow::constraint).orElse(Constraint.FREE);
      boolean passes =
          constraint == Constraint.OUTPUT_LIKE_INPUT
              && node.outputs().stream().anyMatch(all::contains);
      if (passes || constraint == Constraint.INPUTS_LIKE_OUTPUT) {
        node.mapInputs(
            t -> {
              all.add(t);
              return t;
            });
      }
    }
    return all;
  }

  List<LayerStatistics> layers() {
    return seen.stream().filter(l -> !isInput(l.place())).toList();
  }

  List<LayerStatistics> inputs() {
    return seen.stream().filter(l -> isInput(l.place())).toList();
  }

  List<Suspect> all() {
    return seen.stream().map(this::suspect).toList();
  }

  private Suspect suspect(LayerStatistics layer) {
    Place place = layer.place();
    Node node = place.original();
    OpRow row = isInput(place) ? null : table.find(node).orElse(null);
    List<@Nullable Feed> feeds = feeds(place);
    return new Suspect(
        layer,
        row,
        importance.of(place, layer.channels().count()),
        feeds,
        row == null
            ? null
            : LayerWeights.of(row, node, place.quantized(), origins, input(row, node, feeds)),
        row == null ? null : LayerBias.of(row, node, place.quantized(), origins),
        tied.contains(place.quantized().output(place.output())));
  }

  /** What the weights of a node meet. */
  private static @Nullable ChannelStatistics input(
      OpRow row, Node node, List<@Nullable Feed> feeds) {
    OptionalInt first = row.activationInputs(node).findFirst();
    Feed feed = first.isPresent() ? feeds.get(first.getAsInt()) : null;
    return feed == null ? null : feed.statistics().channels();
  }

  private List<@Nullable Feed> feeds(Place place) {
    var feeds = new ArrayList<@Nullable Feed>();
    for (int i = 0; i < place.original().inputs().size(); i++) {
      Tensor input = place.original().input(i);
      LayerStatistics producer = input == null || isInput(place) ? null : producers.get(input);
      feeds.add(producer == null ? null : feed(producer, place.quantized().input(i)));
    }
    return feeds;
  }

  private Feed feed(LayerStatistics producer, @Nullable Tensor read) {
    boolean isInteger = read != null && read.quantization() instanceof PerTensor;
    Tensor integers = read == null || isInteger ? read : origins.of(read);
    Float scale =
        integers != null && integers.quantization() instanceof PerTensor p ? p.scale() : null;
    double[] weighed = importance.of(producer.place(), producer.channels().count());
    return new Feed(producer, weighed, scale);
  }
}
