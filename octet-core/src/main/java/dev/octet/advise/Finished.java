package dev.octet.advise;

import java.util.ArrayList;
import java.util.List;

/** What is said of a model that is quantized already. */
final class Finished {
  private Finished() {}

  static Recommendation keep(Case model, String because) {
    var watch = new ArrayList<>(Notes.of(model));
    watch.add(
        "Quantizing it anew loses accuracy twice: where the float model is at hand, begin there.");
    return new Recommendation(
        null,
        "Keep it: it is quantized to integers already.",
        List.of("All its activations that can be are integers, and " + because + "."),
        new Steps(model)
            .add("see what it holds", "octet inspect " + Steps.quoted(model.file().toString()))
            .list(),
        watch);
  }
}
