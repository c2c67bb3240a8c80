package dev.octet.debug;

import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metrics of the models' outputs, over the samples of all signatures. */
final class ModelFigures {
  private final Map<String, Mean> means = new LinkedHashMap<>();
  private final List<String> notes;

  /**
   * None yet.
   *
   * @param metrics their names
   * @param notes where to tell what the user should know
   */
  ModelFigures(Set<String> metrics, List<String> notes) {
    metrics.forEach(m -> means.put(m, new Mean()));
    this.notes = notes;
  }

  boolean areAskedFor() {
    return !means.isEmpty();
  }

  /** Where the outputs are that metrics can see. */
  List<OutputComparison.Output> outputs(CombinedGraph combined, Places floats, Places both) {
    var outputs = new ArrayList<OutputComparison.Output>();
    for (CombinedGraph.Output output : combined.modelOutputs()) {
      Tensor reference = output.reference();
      if (Reals.canRead(reference.type()) && Reals.canRead(output.actual().type())) {
        outputs.add(new OutputComparison.Output(floats.of(reference), both.of(output.actual())));
      } else if (areAskedFor()) {
        notes.add("output '%s' holds no numbers: no metric sees it".formatted(reference.name()));
      }
    }
    return outputs;
  }

  /** Takes the samples of a signature in. */
  void add(List<Mean> part) {
    int next = 0;
    for (Mean mean : means.values()) {
      mean.add(part.get(next++));
    }
  }

  /** The mean of each, over the samples for which it is a number. */
  Map<String, Double> values() {
    var values = new LinkedHashMap<String, Double>();
    means.forEach(
        (name, mean) -> {
          mean.tell("metric '%s' of the models' outputs".formatted(name), notes);
          values.put(name, mean.value());
        });
    return values;
  }
}
