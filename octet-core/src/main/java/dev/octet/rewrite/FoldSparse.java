package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the zeros back that a sparse constant leaves out, exactly.
 *
 * <pre>
 * %d = DENSIFY(sparse %w)      →
 * %y = CONV_2D(%x, %d, %b)     →   %y = CONV_2D(%x, const %w, %b)
 *
 * %y = FULLY_CONNECTED(%x, sparse %w, %b)   →   %y = FULLY_CONNECTED(%x, const %w, %b)
 * </pre>
 *
 * <p>A constant that would grow more than {@value #MOST_GROWTH}-fold stays: no trained model is as
 * empty, but a small hostile file may be.
 */
final class FoldSparse implements NodeRewrite {
  private static final int MOST_GROWTH = 64;
  private static final long ALWAYS = 1 << 20;

  private static final Set<String> WITH_WEIGHTS =
      Set.of("FULLY_CONNECTED", "CONV_2D", "DEPTHWISE_CONV_2D");

  /** What makes a dense constant. */
  private record Source(Constant data, Shape shape, Attributes sparsity) {}

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (node.operation().is("DENSIFY")) {
      Tensor dense = edit.canBeConstant(node.output(0)) ? dense(node.input(0), edit) : null;
      if (dense != null) {
        edit.forward(node.output(0), dense);
      }
      return dense != null;
    }
    Tensor weights = node.input(1);
    if (!WITH_WEIGHTS.contains(node.op())
        || weights == null
        || weights.type() != ElementType.FLOAT32) {
      return false;
    }
    Tensor dense = dense(weights, edit);
    if (dense != null) {
      edit.emit(Nodes.withInput(node, 1, dense));
    }
    return dense != null;
  }

  /** The constant with all its zeros, or null if it is not sparse or of a kind without kernel. */
  private static @Nullable Tensor dense(@Nullable Tensor sparse, GraphEditor edit) {
    if (sparse == null
        || sparse.data() == null
        || sparse.extras() == null
        || !(sparse.extras().fields().get("sparsity") instanceof Attributes sparsity)
        || !hasKernel(sparse.type())) {
      return null;
    }
    long size = sparse.type().bytes(sparse.shape().elements());
    SparseLayout layout = SparseLayout.of(sparsity, sparse.shape());
    if (layout == null || size > Math.max(ALWAYS, sparse.data().byteSize() * MOST_GROWTH)) {
      return null;
    }
    var source = new Source(sparse.data(), sparse.shape(), sparsity);
    int width = sparse.type().bits() / Byte.SIZE;
    Constant data = edit.once(source, () -> dense(source.data().bytes(), layout, size, width));
    return sparse.withData(sparse.type(), sparse.quantization(), data).withExtras(null);
  }

  private static Constant dense(MemorySegment stored, SparseLayout layout, long size, int width) {
    return Constant.derived(
        size, (offset, target) -> layout.fill(stored, offset / width, target, width));
  }

  private static boolean hasKernel(ElementType type) {
    return type == ElementType.FLOAT32 || type == ElementType.FLOAT16 || type == ElementType.INT8;
  }
}
