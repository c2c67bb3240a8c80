package dev.octet.calibrate;

import dev.octet.calibrate.Calibrator.Watched;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.plan.RangeMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which values tensors take inside the loops and branches of a model: see {@link GraphProbe}. */
final class BodyRanges {
  private final Model model;
  private final Map<Integer, GraphProbe> probes = new LinkedHashMap<>();
  private final List<Watched> watched = new ArrayList<>();

  /**
   * Probes for what runs below a graph.
   *
   * @param entry the graph that is run
   * @param watches the tensors to watch of a graph
   */
  BodyRanges(Model model, int entry, Function<Graph, List<Tensor>> watches) {
    var bodies = new BodyProbes(model, entry, g -> probe(g, watches.apply(model.graphs().get(g))));
    this.model = bodies.model();
    List<Tensor> all = this.model.graphs().get(entry).tensors();
    probes.forEach((g, probe) -> add(probe, all.indexOf(bodies.results().get(g))));
  }

  private Optional<GraphProbe> probe(int graph, List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      return Optional.empty();
    }
    var probe = new GraphProbe(tensors);
    probes.put(graph, probe);
    return Optional.of(probe);
  }

  private void add(GraphProbe probe, int index) {
    for (int i = 0; i < probe.tensors().size(); i++) {
      watched.add(new Watched(probe.tensors().get(i), index, i, new RangeMethod.MinMax()));
    }
  }

  /** A copy of the model that tells; the model itself when nothing needs a probe. */
  Model model() {
    return model;
  }

  /** The tensors of the original that are watched, with where to find what was seen of them. */
  List<Watched> watched() {
    return List.copyOf(watched);
  }
}
