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
  private int quantized;
  private final Map<String, Integer> kept = new TreeMap<>();

  void activation() {
    activations++;
  }

  void weight() {
    weights++;
  }

  void quantized() {
    quantized++;
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
          "fake quantization of %s was taken out: it says their ranges"
              .formatted(count(activations, "activation")));
    }
    if (weights > 0) {
      notes.add(
          "%s on integers already, which %s in int8 modes"
              .formatted(
                  weights == 1 ? "1 weight lay" : weights + " weights lay",
                  weights == 1 ? "it keeps" : "they keep"));
    }
    if (restored > 0) {
      notes.add(count(restored, "quantized op") + " turned back to float before all else");
    }
    if (quantized > 0) {
      notes.add("already quantized: " + count(quantized, "op"));
    }
    kept.forEach(
        (op, n) ->
            notes.add(
                "%s ×%d stays quantized as it is: it cannot be turned back".formatted(op, n)));
    return notes;
  }

  private static String count(int n, String what) {
    return n == 1 ? "1 " + what : n + " " + what + "s";
  }
}
