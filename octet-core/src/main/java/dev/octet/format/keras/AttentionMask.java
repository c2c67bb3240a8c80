package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Attention;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which values count for which query: what masks a layer is called with, and its own. */
final class AttentionMask {
  private AttentionMask() {}

  /** The mask of an attention of several heads, or null. */
  static @Nullable Tensor of(LayerCall call, Heads heads, Tensor query, Tensor value) {
    Lowering g = call.graph();
    boolean k3 = call.isKeras3();
    Tensor mask = null;
    for (Tensor given :
        new @Nullable Tensor[] {
          call.tensor(k3 ? 6 : 3, "attention_mask").orElse(null),
          steps(g, k3 ? call.tensor(3, "query_mask") : Optional.empty(), -1),
          steps(g, k3 ? call.tensor(4, "value_mask") : Optional.empty(), -2),
          steps(g, k3 ? call.tensor(5, "key_mask") : Optional.empty(), -2)
        }) {
      mask = Attention.both(g, mask, given == null ? null : given(g, heads, given, query, value));
    }
    int window = call.config().integer("sliding_window", 0);
    boolean causal = call.flag(k3 ? 9 : 6, "use_causal_mask");
    if (!causal && window == 0) {
      return mask;
    }
    if (heads.axes().length != 1 || heads.axes()[0] != 1) {
      throw call.unsupported("a causal mask goes with attention along axis 1 alone")
          .advise("attend along axis 1, or give an attention_mask");
    }
    return Attention.both(
        g,
        mask,
        band(g, heads.shared(), query.shape().dim(1), value.shape().dim(1), causal, window));
  }

  /** A constant mask; a window of 0 is none. */
  static Tensor band(Lowering g, int repeats, int queries, int values, boolean causal, int window) {
    int width = window == 0 ? Integer.MAX_VALUE : window;
    return g.constant("mask", Attention.band(repeats, queries, values, causal, width));
  }

  /** A mask of steps {@code [batch, steps]} with a dimension at the end or before the end. */
  static @Nullable Tensor steps(Lowering g, Optional<Tensor> mask, int axis) {
    return mask.map(m -> Layout.expand(g, bool(g, m), m.shape().rank() + 1 + axis)).orElse(null);
  }

  private static Tensor given(Lowering g, Heads heads, Tensor given, Tensor query, Tensor value) {
    Shape shape = given.shape();
    int rank = shape.rank();
    int count = heads.axes().length;
    for (int i = 0; i < count && rank >= 2 * count; i++) {
      boolean whole =
          shape.dim(rank - 2 * count + i) == query.shape().dim(heads.axes()[i])
              && shape.dim(rank - count + i) == value.shape().dim(heads.axes()[i]);
      if (!whole && count > 1) {
        throw new IllegalArgumentException("a mask that broadcasts along what is attended");
      }
    }
    Tensor mask = heads.mask(g, bool(g, given));
    int queries = query.shape().dim(heads.axes()[0]);
    boolean each = count == 1 && mask.shape().dim(-2) == queries && queries > 1;
    if (!each || heads.shared() == 1) {
      return mask;
    }
    var times = new int[mask.shape().rank()];
    java.util.Arrays.fill(times, 1);
    times[times.length - 2] = heads.shared();
    return Joining.tile(g, mask, times);
  }

  static Tensor bool(Lowering g, Tensor mask) {
    return Arithmetic.cast(g, mask, ElementType.BOOL);
  }
}
