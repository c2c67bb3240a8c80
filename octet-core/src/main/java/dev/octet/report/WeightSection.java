package dev.octet.report;

import dev.octet.debug.Counterparts;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import dev.octet.report.Histograms.Histogram;
import dev.octet.report.Histograms.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the weights of each op are spread, with the steps of the integers that stand for them. Of
 * many tensors the first are shown, of many channels those that tell most: see {@link #MOST}.
 */
final class WeightSection {
  /** The most histograms: they take half a kilobyte each. */
  static final int MOST = 1000;

  private static final int MOST_CHANNELS = 12;

  private final Layers layers;
  private final Counterparts counterparts;
  private final Map<Node, Integer> worst;
  private final OpTable table = OpTable.standard();

  /**
   * A section.
   *
   * @param worst the channel of each op's output that lost most, as far as it is known
   */
  WeightSection(Layers layers, Counterparts counterparts, Map<Node, Integer> worst) {
    this.layers = layers;
    this.counterparts = counterparts;
    this.worst = worst;
  }

  private record Weights(Node node, OpRow.Weight slot, Tensor tensor) {}

  /**
   * The section, if a float weight became integers.
   *
   * @param order of the ops: the first is shown first
   */
  Optional<Section> section(Comparator<Node> order) {
    List<Weights> all = new ArrayList<>();
    for (Graph graph : layers.model().graphs()) {
      graph.nodes().forEach(n -> addWeights(n, all));
    }
    all.sort((a, b) -> order.compare(a.node(), b.node()));
    List<Weights> shown = all.subList(0, Math.min(all.size(), MOST));
    int each = shown.isEmpty() ? 0 : Math.min(MOST_CHANNELS, MOST / shown.size() - 1);
    var choices = new ArrayList<Histogram>();
    shown.forEach(w -> add(w, each, choices));
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    var caption =
        new Caption(
            "Weights of each layer, and of single channels",
            "How many of the float weights lie where, and the values that the integers can stand"
                + " for. A few weights far from the others make all steps wide.");
    return Optional.of(
        new Section(
            "weights",
            "Weights",
            intro(all.size() - shown.size(), each),
            List.of(new Histograms(caption, new Axis("weight", "", false), choices))));
  }

  private static String intro(int left, int each) {
    String channels =
        each == 0
            ? " There are too many layers to show channels."
            : " Of layers with more than %d channels those are shown that tell most: the widest, the"
                    .formatted(each)
                + " narrowest, the one that lost most, and some between.";
    String more = left == 0 ? "" : " %s more are left out.".formatted(Figures.many(left, "layer"));
    return "Choose a layer or a channel of it. Lines show the values that the integers can stand"
        + " for."
        + channels
        + more;
  }

  private void addWeights(Node node, List<Weights> all) {
    OpRow row = table.find(node).orElse(null);
    if (row == null || counterparts.of(node).isEmpty()) {
      return;
    }
    for (OpRow.Weight slot : row.weightsOf(node)) {
      Tensor tensor = Objects.requireNonNull(node.input(slot.input()));
      boolean becameInteger =
          counterparts.constant(node, slot.input()).filter(t -> isInteger(t.type())).isPresent();
      if (becameInteger && tensor.shape().elements() > 0) {
        all.add(new Weights(node, slot, tensor));
      }
    }
  }

  private static boolean isInteger(ElementType type) {
    return type.isInteger() && type.bits() <= Short.SIZE;
  }

  private void add(Weights weights, int each, List<Histogram> choices) {
    Tensor integers = counterparts.constant(weights.node(), weights.slot().input()).orElseThrow();
    var counts = new WeightCounts(weights.tensor(), weights.slot().axis());
    if (!counts.isCountable()) {
      return;
    }
    List<Integer> chosen = counts.channels() == 1 ? List.of() : chosen(weights, counts, each);
    List<WeightCounts.Counted> counted = counts.count(chosen);
    String name = name(weights);
    choices.add(histogram(name, counted.getFirst(), steps(integers, -1)));
    for (int i = 0; i < chosen.size(); i++) {
      String label = name + " · " + label(weights, counts, chosen.get(i));
      choices.add(histogram(label, counted.get(i + 1), steps(integers, chosen.get(i))));
    }
  }

  private String name(Weights weights) {
    String name = layers.label(weights.node());
    boolean only = table.find(weights.node()).orElseThrow().weightsOf(weights.node()).size() == 1;
    return only ? name : name + ", input " + weights.slot().input();
  }

  private static Histogram histogram(
      String label, WeightCounts.Counted counted, @Nullable Steps steps) {
    return new Histogram(label, counted.from(), counted.to(), counted.counts(), steps);
  }

  private List<Integer> chosen(Weights weights, WeightCounts counts, int each) {
    int n = counts.channels();
    if (n <= each) {
      return IntStream.range(0, n).boxed().toList();
    }
    List<Integer> byReach = byReach(counts);
    var chosen = new ArrayList<Integer>();
    Integer lost = worst.get(weights.node());
    if (lost != null && lost < n) {
      chosen.add(lost);
    }
    int even = Math.max(2, each - chosen.size());
    for (int i = 0; i < even; i++) {
      Integer channel = byReach.get((int) ((long) i * (n - 1) / (even - 1)));
      if (!chosen.contains(channel)) {
        chosen.add(channel);
      }
    }
    return chosen.subList(0, Math.min(each, chosen.size()));
  }

  /** The widest first. */
  private static List<Integer> byReach(WeightCounts counts) {
    return IntStream.range(0, counts.channels())
        .boxed()
        .sorted(Comparator.comparingDouble(counts::reach).reversed())
        .toList();
  }

  private String label(Weights weights, WeightCounts counts, int channel) {
    List<Integer> byReach = byReach(counts);
    Integer lost = worst.get(weights.node());
    String what =
        lost != null && lost == channel
            ? ", lost most"
            : channel == byReach.getFirst()
                ? ", widest"
                : channel == byReach.getLast() ? ", narrowest" : "";
    return "channel " + channel + what;
  }

  /** The steps of a channel, or (below 0) of all of them if they have the same. */
  private static @Nullable Steps steps(Tensor integers, int channel) {
    return switch (integers.quantization()) {
      case PerTensor(float scale, long zeroPoint) -> steps(integers, scale, zeroPoint);
      case PerChannel(float[] scales, long[] zeroPoints, int _) when channel >= 0 ->
          channel < scales.length ? steps(integers, scales[channel], zeroPoints[channel]) : null;
      case null, default -> null;
    };
  }

  /** Octet's 8-bit weights leave out −128. */
  private static Steps steps(Tensor integers, float scale, long zeroPoint) {
    int bits = integers.type().bits();
    boolean narrow = bits == Byte.SIZE && zeroPoint == 0;
    return StepsOf.type(integers.type(), scale, zeroPoint, narrow);
  }
}
