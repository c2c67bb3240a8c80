package dev.octet.quantize;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps convolutions in groups, of floats by integers, off memory that LiteRT never sets.
 *
 * <pre>
 * const %w: i8[2,3,3,1] quant(scale 0.5, zero 0)   →
 * const %w: i8[2,3,3,1] quant(axis 0, scales {0.5, 0.50000006})
 * </pre>
 *
 * <p>LiteRT ({@code conv.cc}) takes a filter to have a scale per channel only if they differ, and
 * makes room for the zero points of inputs only then. But all convolutions in groups it computes as
 * if they did: with equal scales it looks for that room at an index that was never set, and refuses
 * to run or computes anything. So the last scale becomes the float beside it.
 */
final class HybridGroups {
  private static final int FILTER = 1;
  private static final int RANK = 4;
  private static final int DEPTH = 3;
  private static final int VERSION_PER_CHANNEL = 5;

  private final Map<Tensor, Tensor> made = new HashMap<>();

  /** The node, its filter's scales made to differ if they must. */
  Node withUnlikeScales(Node node) {
    Tensor filter = node.input(FILTER);
    if (!node.op().equals("CONV_2D") || filter == null || !isHybrid(node, filter)) {
      return node;
    }
    Tensor unlike = made.computeIfAbsent(filter, HybridGroups::unlike);
    return unlike.equals(filter) ? node : withFilter(node, unlike);
  }

  private static Node withFilter(Node node, Tensor filter) {
    Operation operation = node.operation();
    var inputs = new ArrayList<@Nullable Tensor>(node.inputs());
    inputs.set(FILTER, filter);
    return new Node(
        operation.withVersion(Math.max(operation.version(), VERSION_PER_CHANNEL)),
        inputs,
        node.outputs(),
        node.intermediates());
  }

  private static boolean isHybrid(Node node, Tensor filter) {
    Tensor input = node.input(0);
    return input != null
        && input.type() == ElementType.FLOAT32
        && (filter.type() == ElementType.INT8 || filter.type() == ElementType.INT4)
        && mayHaveGroups(input.shape(), filter.shape());
  }

  /** A shape that is unknown until the model runs may have them. */
  private static boolean mayHaveGroups(Shape input, Shape filter) {
    return filter.rank() == RANK
        && filter.dim(0) > 1
        && (input.rank() != RANK || input.dim(DEPTH) != filter.dim(DEPTH));
  }

  private static Tensor unlike(Tensor filter) {
    PerChannel each = perChannel(filter);
    if (each == null || !areAlike(each.scales())) {
      return filter;
    }
    float[] scales = each.scales().clone();
    int last = scales.length - 1;
    scales[last] = scales[last] < 1 ? Math.nextUp(scales[last]) : Math.nextDown(scales[last]);
    return filter.withType(filter.type(), new PerChannel(scales, each.zeroPoints(), each.axis()));
  }

  private static @Nullable PerChannel perChannel(Tensor filter) {
    if (filter.quantization() instanceof PerTensor(float scale, long zeroPoint)) {
      var scales = new float[filter.shape().dim(0)];
      var zeroPoints = new long[scales.length];
      Arrays.fill(scales, scale);
      Arrays.fill(zeroPoints, zeroPoint);
      return new PerChannel(scales, zeroPoints, 0);
    }
    return filter.quantization() instanceof PerChannel each ? each : null;
  }

  private static boolean areAlike(float[] scales) {
    return IntStream.range(1, scales.length).allMatch(i -> scales[i] == scales[0]);
  }
}
