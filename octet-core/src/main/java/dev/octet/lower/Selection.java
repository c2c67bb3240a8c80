package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;

/** Picks elements: by a condition, by their index, the largest ones. */
public final class Selection {
  private Selection() {}

  /** {@code a} where the condition holds, else {@code b}; broadcasts. */
  public static Tensor where(Lowering g, Tensor condition, Tensor a, Tensor b) {
    Shape shape = Dims.broadcast(condition.shape(), Dims.broadcast(a.shape(), b.shape()));
    Attributes options = Attributes.of("SelectV2Options");
    return g.add("SELECT_V2", options, a.type(), shape, condition, a, b);
  }

  /** The elements of x at some indices along an axis. */
  public static Tensor gather(Lowering g, Tensor x, int[] indices, int axis) {
    int at = Dims.axis(x.shape(), axis);
    Attributes options = Attributes.of("GatherOptions").with("axis", at == 0 ? null : (Object) at);
    Shape shape = Dims.with(x.shape(), at, indices.length);
    return g.add("GATHER", options, shape, x, g.integers(indices));
  }

  /** The k largest along the last dimension, the largest first, and their indices. */
  public static List<Tensor> largest(Lowering g, Tensor x, int k) {
    Shape shape = Dims.with(x.shape(), -1, k);
    return g.add(
        "TOPK_V2",
        Attributes.of("TopKV2Options"),
        List.of(x, g.constant("k", Array.integer(k))),
        g.result("topk_v2", x.type(), shape),
        g.result("topk_v2", ElementType.INT32, shape));
  }
}
