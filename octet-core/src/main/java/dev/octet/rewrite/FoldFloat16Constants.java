package dev.octet.rewrite;

import dev.octet.kernel.Kernels;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Turns float16 weights back into float32 constants, exactly.
 *
 * <pre>
 * %f = DEQUANTIZE(const f16 %w)      →
 * %y = CONV_2D(%x, %f, …)            →   %y = CONV_2D(%x, const f32 %w, …)
 * </pre>
 *
 * <p>A CAST does the same as the DEQUANTIZE.
 */
final class FoldFloat16Constants implements NodeRewrite {
  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!folds(node) || !edit.canBeConstant(node.output(0))) {
      return false;
    }
    edit.forward(node.output(0), widen(Objects.requireNonNull(node.input(0)), edit));
    return true;
  }

  private static boolean folds(Node node) {
    Tensor input = node.input(0);
    return (node.operation().is("DEQUANTIZE") || node.operation().is("CAST"))
        && input != null
        && input.isConstant()
        && input.type() == ElementType.FLOAT16
        && !Values.isSparse(input)
        && node.output(0).type() == ElementType.FLOAT32;
  }

  private static Tensor widen(Tensor halves, GraphEditor edit) {
    Constant source = Objects.requireNonNull(halves.data());
    Constant floats = edit.once(source, () -> widen(source));
    return halves.withData(ElementType.FLOAT32, null, floats).withExtras(null);
  }

  private static Constant widen(Constant source) {
    return Constant.derived(
        source.byteSize() / Short.BYTES * Float.BYTES,
        (offset, target) ->
            Kernels.fromFloat16(piece(source, offset / 2, target.byteSize() / 2), target));
  }

  private static MemorySegment piece(Constant source, long offset, long size) {
    if (source instanceof Constant.Stored(MemorySegment bytes)) {
      return bytes.asSlice(offset, size);
    }
    long before = offset % Constant.GRAIN;
    MemorySegment piece = Arena.ofAuto().allocate(Math.max(1, before + size), Constant.GRAIN);
    source.read(offset - before, piece.asSlice(0, before + size));
    return piece.asSlice(before, size);
  }
}
