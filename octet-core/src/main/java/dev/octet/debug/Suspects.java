package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layers of a graph with what rules must know of them. */
final class Suspects {
  private final OpTable table;
  private final Importance importance;
  private final List<LayerStatistics> seen;
  private final Map<Tensor, LayerStatistics> producers = new HashMap<>();

  Suspects(OpTable table, Importance importance, List<LayerStatistics> seen) {
    this.table = table;
    this.importance = importance;
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
    return place.original() == place.quantized();
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
    var fed = new ArrayList<@Nullable LayerStatistics>();
    for (Tensor input : place.original().inputs()) {
      fed.add(input == null || isInput(place) ? null : producers.get(input));
    }
    return new Suspect(
        layer,
        table.find(place.original()).orElse(null),
        importance.of(place, layer.channels().count()),
        fed);
  }
}
