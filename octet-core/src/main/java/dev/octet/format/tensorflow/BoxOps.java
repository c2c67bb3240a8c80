package dev.octet.format.tensorflow;

import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The best of boxes that overlap. LiteRT gives as many as there may be, the rest of them zeros, and
 * says how many count. Source: {@code non_max_suppression.cc}.
 */
final class BoxOps {
  /**
   * How much a box overlaps with itself: LiteRT takes those that it picked into account again, and
   * drops them for that. With a sigma, TensorFlow lowers scores and drops no box.
   */
  private static final float WHOLE = 1;

  private BoxOps() {}

  static void addTo(OpTable t) {
    t.addAll("NonMaxSuppression NonMaxSuppressionV2 NonMaxSuppressionV3", BoxOps::indices);
    t.addAll("NonMaxSuppressionV4", BoxOps::padded);
    t.addAll("NonMaxSuppressionV5", BoxOps::soft);
  }

  private static int most(OpCall call) {
    return call.integer(2, "the number of boxes");
  }

  private static List<Tensor> run(
      OpCall call, Tensor threshold, Tensor least, boolean soft, List<Tensor> more) {
    Lowering g = call.graph();
    var in = new ArrayList<Tensor>(List.of(call.floats(0), call.floats(1)));
    in.add(g.scalar(ElementType.INT32, most(call)));
    in.add(threshold);
    in.add(least);
    in.addAll(more);
    Shape shape = Shape.of(most(call));
    String name = soft ? "NonMaxSuppressionV5Options" : "NonMaxSuppressionV4Options";
    Tensor indices = g.result("boxes", ElementType.INT32, shape);
    Tensor count = g.result("boxes", ElementType.INT32, Shape.of());
    Tensor[] results =
        soft
            ? new Tensor[] {indices, g.result("boxes", ElementType.FLOAT32, shape), count}
            : new Tensor[] {indices, count};
    String op = soft ? "NON_MAX_SUPPRESSION_V5" : "NON_MAX_SUPPRESSION_V4";
    return g.add(op, Attributes.of(name), List.copyOf(in), results);
  }

  private static List<Tensor> indices(OpCall call) {
    Lowering g = call.graph();
    Tensor least = call.count() > 4 ? call.floats(4) : g.scalar(Float.NEGATIVE_INFINITY);
    List<Tensor> all = run(call, threshold(call), least, false, List.of());
    return List.of(first(call, all.getFirst(), all.getLast()));
  }

  private static List<Tensor> padded(OpCall call) {
    return trimmed(call, run(call, threshold(call), call.floats(4), false, List.of()));
  }

  private static List<Tensor> soft(OpCall call) {
    double sigma = call.constant(5, "the sigma").doubles()[0];
    Tensor threshold = sigma > 0 ? call.graph().scalar(WHOLE) : threshold(call);
    return trimmed(call, run(call, threshold, call.floats(4), true, List.of(call.floats(5))));
  }

  /** TensorFlow drops what overlaps by more than the threshold, LiteRT by as much. */
  private static Tensor threshold(OpCall call) {
    float given =
        call.count() > 3
            ? (float) call.constant(3, "the threshold").doubles()[0]
            : call.attrs().real("iou_threshold", 0.5f);
    return call.graph().scalar(Math.clamp(Math.nextUp(given), Float.MIN_NORMAL, WHOLE));
  }

  private static List<Tensor> trimmed(OpCall call, List<Tensor> all) {
    if (call.attrs().flag("pad_to_max_output_size", false)) {
      return all;
    }
    var results = new ArrayList<Tensor>();
    for (Tensor result : all.subList(0, all.size() - 1)) {
      results.add(first(call, result, all.getLast()));
    }
    results.add(all.getLast());
    return results;
  }

  /** Those that count. */
  private static Tensor first(OpCall call, Tensor all, Tensor count) {
    Lowering g = call.graph();
    call.program().countValues();
    Tensor size = Layout.reshape(g, count, Shape.of(1));
    Attributes options = Attributes.of("SliceOptions");
    return g.add("SLICE", options, Sizes.unknown(1), all, g.integers(0), size);
  }
}
