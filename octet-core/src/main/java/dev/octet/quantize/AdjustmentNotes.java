package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.quantize.LearnedRounding.Rounded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/** Counts what adjustments did, to tell it in the end. Mutable. */
final class AdjustmentNotes {
  private final Adjustments adjustments;
  private final Map<Tensor, Integer> clippedChannels = new HashMap<>();
  private final SequencedMap<Tensor, Rounded> rounded = new LinkedHashMap<>();
  private int corrected;
  private int added;
  private final SequencedSet<String> recurrent = new LinkedHashSet<>();
  private final SequencedSet<String> uncorrected = new LinkedHashSet<>();

  AdjustmentNotes(Adjustments adjustments) {
    this.adjustments = adjustments;
  }

  void clipped(Tensor weights, double[] before, double[] after) {
    int channels = (int) IntStream.range(0, after.length).filter(c -> after[c] < before[c]).count();
    clippedChannels.put(weights, channels);
  }

  void rounded(Tensor weights, Rounded result) {
    rounded.put(weights, result);
  }

  void corrected(boolean isNew) {
    corrected++;
    added += isNew ? 1 : 0;
  }

  /** An op whose bias cannot make up for anything. */
  void uncorrected(Node node) {
    uncorrected.add(name(node));
  }

  /** An op that keeps state: what it reads from run to run is not known. */
  void recurrent(Node node) {
    recurrent.add(name(node));
  }

  private static String name(Node node) {
    return "%s '%s'".formatted(node.op(), node.output(0).name());
  }

  /** A line for each, also for what did nothing. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    if (adjustments.clipWeights()) {
      int channels = clippedChannels.values().stream().mapToInt(Integer::intValue).sum();
      lines.add(
          channels == 0
              ? "clip-weights: no weights that lose less by a smaller scale"
              : "clip-weights: smaller scales for %s in %s of weights"
                  .formatted(count(channels, "channel"), count(clippedTensors(), "tensor")));
    }
    if (adjustments.roundWeights()) {
      lines.add(
          rounded.isEmpty()
              ? "round-weights: no op with integer weights of which inputs are known"
              : "round-weights: rounded the weights of %s by their inputs: expected error %s"
                  .formatted(count(rounded.size(), "op"), change()));
    }
    if (adjustments.correctBiases()) {
      lines.add(
          corrected == 0
              ? "bias-correction: no op with integer weights and a bias of which inputs are known"
              : "bias-correction: corrected the biases of " + count(corrected, "op") + added());
    }
    addNames(lines);
    return lines;
  }

  private void addNames(List<String> lines) {
    if (!recurrent.isEmpty() && (adjustments.roundWeights() || adjustments.correctBiases())) {
      lines.add(
          "weights of ops that keep state are rounded to the nearest, their biases stay: "
              + String.join(", ", recurrent));
    }
    if (!uncorrected.isEmpty()) {
      lines.add("biases that are not constant stay as they are: " + String.join(", ", uncorrected));
    }
    LayerInputs inputs = adjustments.inputs();
    if (adjustments.roundWeights() || adjustments.correctBiases()) {
      lines.addAll(inputs.notes());
    }
  }

  private String added() {
    return added == 0 ? "" : ", %d of which had none".formatted(added);
  }

  private int clippedTensors() {
    return (int) clippedChannels.values().stream().filter(n -> n > 0).count();
  }

  /** Of the mean squared error of outputs, the geometric mean over the weights. */
  private String change() {
    double mean =
        rounded.values().stream()
            .filter(r -> r.before() > 0)
            .mapToDouble(r -> Math.log(Math.max(1e-6, r.after() / r.before())))
            .average()
            .orElse(0);
    return String.format(Locale.ROOT, "−%.0f%%", 100 * (1 - Math.exp(mean)));
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
