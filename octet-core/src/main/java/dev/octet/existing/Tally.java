package dev.octet.existing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is taken out of a model, and says so to people. */
final class Tally {
  private int activations;
  private int weights;
  private int restored;
  private final Map<String, Integer> kept = new TreeMap<>();

  void activation() {
    activations++;
  }

  void weight() {
    weights++;
  }

  void restored() {
    restored++;
  }

  void kept(String op) {
    kept.merge(op, 1, Integer::sum);
  }

  List<String> notes() {
    var notes = new ArrayList<String>();
    if (activations > 0) {
      notes.add(
          activations == 1
              ? "the range of 1 activation comes from the model's own fake quantization"
              : "the ranges of %d activations come from the model's own fake quantization"
                  .formatted(activations));
    }
    if (weights > 0) {
      notes.add(
          weights == 1
              ? "1 weight was on integers already"
              : weights + " weights were on integers already");
    }
    if (restored > 0) {
      notes.add("turned back to float before all else: " + ops(restored));
    }
    kept.forEach(
        (op, n) ->
            notes.add("%s ×%d stays quantized as it is: it cannot be turned back".formatted(op, n)));
    return notes;
  }

  static String ops(int n) {
    return n == 1 ? "1 op" : n + " ops";
  }
}
