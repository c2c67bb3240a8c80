package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a reduction keep the dimensions that a RESHAPE behind it puts back.
 *
 * <pre>
 * %m = MEAN(%x, const {1,2})
 * %y = RESHAPE(%m, const {1,1,1,8})   →   %y = MEAN(%x, const {1,2}) keep_dims: true
 * </pre>
 */
final class KeepReducedDims implements NodeRewrite {
  private static final Set<String> REDUCTIONS =
      Set.of("MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD");

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Node reduction =
        edit.isEntry() && node.operation().is("RESHAPE")
            ? edit.privateProducer(node.input(0))
            : null;
    if (reduction == null
        || reduction.operation().custom()
        || !REDUCTIONS.contains(reduction.op())) {
      return false;
    }
    Shape kept = kept(reduction);
    if (kept == null || !kept.equals(node.output(0).shape())) {
      return false;
    }
    Node keeping = Nodes.withOption(reduction, "ReducerOptions", "keep_dims", true);
    edit.replace(reduction, Nodes.withOutput(keeping, reduction.output(0), node.output(0)));
    return true;
  }

  /** The shape of the result with the reduced dimensions as 1; null if that cannot be told. */
  private static @Nullable Shape kept(Node reduction) {
    Tensor in = reduction.input(0);
    long[] axes = Values.integers(reduction.input(1));
    if (in == null || axes == null || !Values.isFloat(in) || !in.shape().isRanked()) {
      return null;
    }
    int[] dims = in.shape().dims();
    int[] signature = in.shape().signature();
    for (long axis : axes) {
      int at = (int) (axis < 0 ? axis + dims.length : axis);
      if (at < 0 || at >= dims.length) {
        return null;
      }
      dims[at] = 1;
      signature[at] = 1;
    }
    return Arrays.equals(dims, in.shape().dims()) ? null : Shape.of(dims, signature);
  }
}
