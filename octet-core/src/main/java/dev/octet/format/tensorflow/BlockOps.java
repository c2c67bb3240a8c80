package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.DepthBlocks;
import dev.octet.lower.SampleBlocks;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Blocks of an image made samples or channels, and the other way round. */
final class BlockOps {
  private BlockOps() {}

  static void addTo(OpTable t) {
    t.add("SpaceToBatchND", call -> toBatch(call, block(call), edges(call, 2)));
    t.add("BatchToSpaceND", call -> fromBatch(call, block(call), edges(call, 2)));
    t.add("SpaceToBatch", call -> toBatch(call, square(call), edges(call, 1)));
    t.add("BatchToSpace", call -> fromBatch(call, square(call), edges(call, 1)));
    t.add("SpaceToDepth", call -> depth(call, true));
    t.add("DepthToSpace", call -> depth(call, false));
    t.add("ExtractImagePatches", BlockOps::patches);
  }

  private static int[] block(OpCall call) {
    return call.integers(1, "the size of the blocks");
  }

  private static int[] square(OpCall call) {
    int size = call.attrs().integer("block_size", 0);
    return new int[] {size, size};
  }

  private static Array edges(OpCall call, int input) {
    return call.constant(input, "what is around the image");
  }

  private static Tensor toBatch(OpCall call, int[] block, Array edges) {
    return SampleBlocks.toBatch(
        call.graph(), call.tensor(0), block, side(edges, 0), side(edges, 1));
  }

  private static Tensor fromBatch(OpCall call, int[] block, Array edges) {
    return SampleBlocks.fromBatch(
        call.graph(), call.tensor(0), block, side(edges, 0), side(edges, 1));
  }

  /** One column of {@code [[before, after], …]}. */
  private static int[] side(Array edges, int column) {
    if (edges.rank() != 2 || edges.dim(1) != 2) {
      throw new IllegalArgumentException("paddings of shape " + edges.shape());
    }
    return Arrays.stream(edges.slice(1, column, 1).doubles()).mapToInt(v -> (int) v).toArray();
  }

  private static Tensor depth(OpCall call, boolean toDepth) {
    ImageOp image = ImageOp.of(call, 0, 4);
    int block = call.attrs().integer("block_size", 0);
    Tensor x = image.last(call.tensor(0));
    return image.back(
        toDepth
            ? DepthBlocks.toDepth(call.graph(), x, block)
            : DepthBlocks.fromDepth(call.graph(), x, block));
  }

  /** Each patch made channels: what a convolution does whose kernels pick one element each. */
  private static Tensor patches(OpCall call) {
    ImageOp image = ImageOp.of(call, 0, 4);
    return DepthBlocks.patches(
        call.graph(), call.real(0), image.spatial("ksizes"), image.patches());
  }
}
