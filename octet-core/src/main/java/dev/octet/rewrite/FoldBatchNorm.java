package dev.octet.rewrite;

import dev.octet.model.Node;
import org.jspecify.annotations.Nullable;

/**
 * Folds products and sums with a constant for each channel, which is what is left of a batch
 * normalization, into the weights and the bias before them.
 *
 * <pre>
 * %a = CONV_2D(%x, %w, %b)
 * %m = MUL(%a, const %s)
 * %y = ADD(%m, const %t)     →   %y = CONV_2D(%x, const %w·%s, const %b·%s + %t)
 * </pre>
 *
 * <p>Weights that somebody else reads, too, stay as they are: each reader would need a copy. Of
 * weights that are integers the scales are multiplied; see {@link IntegerFilter}. A sum alone goes
 * into the bias, whoever makes the weights.
 */
final class FoldBatchNorm implements NodeRewrite {
  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    ChannelAffine affine = ChannelAffine.of(node);
    if (affine == null || Clamp.fused(node) == null) {
      return false;
    }
    Node before = edit.privateProducer(affine.input());
    Weighted weighted = before == null ? null : Weighted.of(before);
    if (before == null || weighted == null || !affine.fits(weighted.channels())) {
      return false;
    }
    if (affine.scales() && weighted.filter().isConstant()) {
      if (!edit.isUnshared(weighted.filter())) {
        return false;
      }
    } else if (affine.scales()) {
      Node dequantize = edit.privateProducer(weighted.filter());
      Node scaled = scaled(dequantize, weighted, affine, edit);
      if (dequantize == null || scaled == null) {
        return false;
      }
      edit.replace(dequantize, scaled);
    }
    String activation = Nodes.fusedActivation(node);
    edit.replace(before, weighted.followedBy(affine, activation, node.output(0)));
    return true;
  }

  private static @Nullable Node scaled(
      @Nullable Node dequantize, Weighted weighted, ChannelAffine affine, GraphEditor edit) {
    IntegerFilter filter = IntegerFilter.of(dequantize, weighted.axis());
    return filter == null || !edit.isUnshared(filter.integers()) ? null : filter.scaled(affine);
  }
}
