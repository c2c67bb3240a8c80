package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By how much each channel of a float tensor is amplified in what comes after it, up to a common
 * factor: the sum of the squares of the weights that it meets, each times the importance of the
 * channel it goes to. An error of a channel that large weights follow counts for more than its size
 * says, which the channels of one scale do not show.
 */
final class Importance {
  private final OpTable table;
  private final Map<Tensor, double[]> known = new HashMap<>();

  private Importance(OpTable table) {
    this.table = table;
  }

  /** For all tensors of a graph. */
  static Importance of(Graph graph, OpTable table) {
    var importance = new Importance(table);
    graph.nodes().reversed().forEach(importance::passBack);
    return importance;
  }

  /** Of each channel; 1 where nothing is known. */
  double[] of(Tensor tensor, int channels) {
    double[] found = known.get(tensor);
    return found != null && found.length == channels ? found : even(channels);
  }

  /** Of each channel of what a layer gives. */
  double[] of(Place place, int channels) {
    Node node = place.original();
    Tensor tensor = Suspects.isInput(place) ? node.input(0) : node.output(place.output());
    boolean common =
        table.find(node).filter(r -> r.constraint() == Constraint.FIXED_OUTPUT).isPresent();
    return tensor == null || common ? even(channels) : of(tensor, channels);
  }

  private static double[] even(int channels) {
    var even = new double[channels];
    Arrays.fill(even, 1);
    return even;
  }

  /** The size of the last axis. */
  private static int channels(Tensor tensor) {
    Shape shape = tensor.shape();
    return shape.rank() == 0 ? 1 : Math.max(1, shape.dim(-1));
  }

  private void passBack(Node node) {
    OpRow row = table.find(node).orElse(null);
    int offset = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      if (input == null || input.isConstant() || node.outputs().isEmpty()) {
        continue;
      }
      double[] after = of(node.output(0), channels(node.output(0)));
      double[] before = row == null ? null : before(row, node, after, channels(input), offset);
      add(input, before);
      offset += channels(input);
    }
  }

  /** What follows a tensor is added up, each reader counting the same. */
  private void add(Tensor tensor, double @Nullable [] importance) {
    int channels = channels(tensor);
    double[] sum = known.computeIfAbsent(tensor, _ -> new double[channels]);
    double total = importance == null ? 0 : Arrays.stream(importance).sum();
    boolean tells = total > 0 && Double.isFinite(total);
    for (int c = 0; c < channels; c++) {
      sum[c] += tells && importance != null ? importance[c] / total * channels : 1;
    }
  }

  private double @Nullable [] before(
      OpRow row, Node node, double[] after, int channels, int offset) {
    List<OpRow.Weight> weights = row.weightsOf(node);
    if (weights.size() == 1) {
      OpRow.Weight weight = weights.getFirst();
      Tensor tensor = Objects.requireNonNull(node.input(weight.input()));
      return throughWeights(tensor, weight.axis(), after, channels);
    }
    if (!row.weights().isEmpty()) {
      return null;
    }
    boolean joins = row.constraint() == Constraint.INPUTS_LIKE_OUTPUT;
    if (joins && after.length > channels && offset + channels <= after.length) {
      return Arrays.copyOfRange(after, offset, offset + channels);
    }
    return folded(after, channels);
  }

  /** Channels that were laid in a row, such as by flattening an image. */
  private static double @Nullable [] folded(double[] after, int channels) {
    if (after.length % channels != 0) {
      return null;
    }
    var folded = new double[channels];
    for (int i = 0; i < after.length; i++) {
      folded[i % channels] += after[i];
    }
    return folded;
  }

  /** Weights {@code [out, …, in]}, or {@code [1, …, out]} where each channel is kept apart. */
  private static double @Nullable [] throughWeights(
      Tensor tensor, int axis, double[] after, int channels) {
    Shape shape = tensor.shape();
    int last = shape.rank() - 1;
    boolean apart =
        axis == last && last > 0 && shape.dim(0) == 1 && shape.dim(last) == after.length;
    boolean mixes = axis == 0 && last > 0 && shape.dim(0) == after.length;
    if (shape.elements() == 0 || tensor.data() == null || !(apart || mixes)) {
      return null;
    }
    double[] before = squares(tensor.data(), shape.dim(last), apart ? even(1) : after);
    if (mixes) {
      return folded(before, channels);
    }
    for (int c = 0; c < before.length; c++) {
      before[c] *= after[c];
    }
    return grouped(before, channels);
  }

  /** The sum of squares of each column, where each row counts as the channel that it makes. */
  private static double[] squares(Constant weights, int columns, double[] channels) {
    var sums = new double[columns];
    MemorySegment bytes = weights.bytes();
    long rows = bytes.byteSize() / Float.BYTES / columns;
    long each = Math.max(1, rows / channels.length);
    var row = new float[columns];
    for (long r = 0; r < rows; r++) {
      double counts = channels[(int) Math.min(r / each, channels.length - 1)];
      MemorySegment.copy(bytes, Constant.F32, r * columns * Float.BYTES, row, 0, columns);
      for (int c = 0; c < columns; c++) {
        sums[c] += counts * row[c] * row[c];
      }
    }
    return sums;
  }

  /** Several neighbours that are made of one channel. */
  private static double @Nullable [] grouped(double[] after, int channels) {
    if (after.length % channels != 0) {
      return null;
    }
    var grouped = new double[channels];
    for (int i = 0; i < after.length; i++) {
      grouped[i / (after.length / channels)] += after[i];
    }
    return grouped;
  }
}
