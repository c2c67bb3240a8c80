package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Blocks of neighbours made samples, and the other way round; channels are last. */
public final class SampleBlocks {
  /** The kernels of SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND take two dimensions at most. */
  private static final int MOST_SPATIAL = 2;

  private SampleBlocks() {}

  /**
   * Samples from the elements of blocks: {@code [n, …]} becomes {@code [blocks · n, …]}.
   *
   * @param block the size of the blocks along the dimensions behind the batch, as many as it has
   * @param before zeros before each of these, and {@code after} behind
   */
  public static Tensor toBatch(Lowering g, Tensor x, int[] block, int[] before, int[] after) {
    check(x, block, before, after);
    if (isOneOp(x, block)) {
      return inRank(g, x, block, i -> one(g, i, block, before, after, true));
    }
    Tensor y = x;
    for (int i = block.length - 1; i >= 0; i--) {
      y = along(g, y, i, block[i], before[i], after[i], true);
    }
    return y;
  }

  /** The opposite; {@code before} and {@code after} are cut off. */
  public static Tensor fromBatch(Lowering g, Tensor x, int[] block, int[] before, int[] after) {
    check(x, block, before, after);
    if (isOneOp(x, block)) {
      return inRank(g, x, block, i -> one(g, i, block, before, after, false));
    }
    Tensor y = x;
    for (int i = 0; i < block.length; i++) {
      y = along(g, y, i, block[i], before[i], after[i], false);
    }
    return y;
  }

  private static void check(Tensor x, int[] block, int[] before, int[] after) {
    boolean fits =
        block.length < x.shape().rank()
            && before.length == block.length
            && after.length == block.length
            && Arrays.stream(block).allMatch(b -> b > 0);
    if (!fits) {
      throw new IllegalArgumentException(
          "blocks %s of %s".formatted(Arrays.toString(block), x.shape()));
    }
  }

  private static boolean isOneOp(Tensor x, int[] block) {
    int rank = Math.max(x.shape().rank(), block.length + 2);
    return rank >= 3 && rank <= MOST_SPATIAL + 2;
  }

  /** With a dimension of one channel where there is none. */
  private static Tensor inRank(Lowering g, Tensor x, int[] block, UnaryOperator<Tensor> op) {
    int rank = x.shape().rank();
    return rank > block.length + 1
        ? op.apply(x)
        : Layout.squeeze(g, op.apply(Layout.expand(g, x, rank)), -1);
  }

  /** Along one dimension of an image of any rank. */
  private static Tensor along(
      Lowering g, Tensor x, int dim, int block, int before, int after, boolean toBatch) {
    int rank = x.shape().rank();
    Shape shape = x.shape();
    Shape behind = Dims.merge(Dims.concat(shape, Shape.of(1)), dim + 2, rank + 1);
    Tensor flat = Layout.reshape(g, x, Dims.merge(behind, 1, dim + 1));
    int[] sizes = {1, block};
    Tensor y = one(g, flat, sizes, new int[] {0, before}, new int[] {0, after}, toBatch);
    Shape samples = Dims.range(y.shape(), 0, 1);
    Shape between = Dims.range(shape, 1, dim + 1);
    Shape size = Dims.range(y.shape(), 2, 3);
    Shape rest = Dims.range(shape, dim + 2, rank);
    return Layout.reshape(
        g, y, Dims.concat(Dims.concat(samples, between), Dims.concat(size, rest)));
  }

  private static Tensor one(
      Lowering g, Tensor x, int[] block, int[] before, int[] after, boolean toBatch) {
    int spatial = x.shape().rank() - 2;
    int[] sizes = Arrays.copyOf(block, spatial);
    Arrays.fill(sizes, block.length, spatial, 1);
    var edges = new int[2 * spatial];
    Shape shape = x.shape();
    int all = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    for (int i = 0; i < block.length; i++) {
      edges[2 * i] = before[i];
      edges[2 * i + 1] = after[i];
      shape =
          Dims.resize(shape, 1 + i, size(shape.dim(1 + i), sizes[i], before[i], after[i], toBatch));
    }
    int samples =
        toBatch
            ? Math.multiplyExact(shape.dim(0), all)
            : divided(shape.dim(0), all, shape.isDynamic(0));
    return g.add(
        toBatch ? "SPACE_TO_BATCH_ND" : "BATCH_TO_SPACE_ND",
        Attributes.of(toBatch ? "SpaceToBatchNDOptions" : "BatchToSpaceNDOptions"),
        Dims.resize(shape, 0, samples),
        x,
        g.integers(sizes),
        g.constant("const", Array.integers(edges, spatial, 2)));
  }

  private static int size(int from, int block, int before, int after, boolean toBatch) {
    int edges = Math.addExact(before, after);
    return toBatch
        ? divided(Math.addExact(from, edges), block, false)
        : Math.subtractExact(Math.multiplyExact(from, block), edges);
  }

  private static int divided(int size, int by, boolean roughly) {
    if (size % by != 0 && !roughly) {
      throw new IllegalArgumentException("%d is no multiple of %d".formatted(size, by));
    }
    return Math.max(1, size / by);
  }
}
