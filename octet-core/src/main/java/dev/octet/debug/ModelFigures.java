package dev.octet.debug;

import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The metrics of the models' outputs, over the samples of all signatures. */
final class ModelFigures {
  private final Map<String, Mean> means = new LinkedHashMap<>();
  private final Consumer<String> notes;

  /**
   * None yet.
   *
   * @param metrics their names
   * @param notes where to tell what the user should know
   */
  ModelFigures(Set<String> metrics, Consumer<String> notes) {
    metrics.forEach(m -> means.put(m, new Mean()));
    this.notes = notes;
  }

  boolean areAskedFor() {
    return !means.isEmpty();
  }

  /**
   * The outputs that metrics can see, by their places.
   *
   * @param firstReference the place of the float model's first output
   */
  List<OutputComparison.Output> outputs(Alignment way, int firstReference) {
    var outputs = new ArrayList<OutputComparison.Output>();
    for (int i = 0; i < way.before().outputs().size(); i++) {
      Tensor reference = way.before().outputs().get(i);
      if (Reals.canRead(reference.type()) && Reals.canRead(way.graph().outputs().get(i).type())) {
        outputs.add(new OutputComparison.Output(firstReference + i, i));
      } else if (areAskedFor()) {
        notes.accept("output '%s' holds no numbers: no metric sees it".formatted(reference.name()));
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
