package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.fold.SliceMasks;
import dev.octet.lower.Dims;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.StridedSlice.Index;
import dev.octet.model.Shape;
import java.util.List;
import java.util.Optional;

/** What a StridedSlice takes, from its numbers and masks. */
final class StridedIndices {
  private StridedIndices() {}

  /** What stands between the brackets; empty if it is only known while the model runs. */
  static Optional<List<Index>> of(OpCall call) {
    Optional<List<Size>> begin = Sizes.find(call, 1);
    Optional<List<Size>> end = Sizes.find(call, 2);
    Optional<List<Size>> strides = Sizes.find(call, 3);
    if (begin.isEmpty() || end.isEmpty() || strides.isEmpty()) {
      return Optional.empty();
    }
    SliceMasks masks = SliceMasks.of(call.attrs());
    int endMask = masks.end();
    for (int i = 0; i < begin.get().size(); i++) {
      boolean counts = end.get().get(i).dynamic() && !masks.ignoresEnd(i);
      if (counts && isWhole(call, masks, i, end.get().get(i))) {
        endMask |= 1 << i;
      } else if (counts || (begin.get().get(i).dynamic() && !masks.ignoresBegin(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(
        masks.withEnd(endMask).indices(all(begin.get()), all(end.get()), all(strides.get())));
  }

  private static int[] all(List<Size> sizes) {
    return sizes.stream().mapToInt(Size::factor).toArray();
  }

  /** Whether the end that grows as the batch does is the end of the axis. */
  private static boolean isWhole(OpCall call, SliceMasks masks, int i, Size end) {
    Shape shape = call.tensor(0).shape();
    int axis = masks.axis(i);
    return !call.program().countsValues()
        && axis >= 0
        && axis < shape.rank()
        && shape.isDynamic(axis)
        && shape.dim(axis) == end.factor();
  }

  /** The shape of a part whose bounds are only known while the model runs. */
  static Shape unknownShape(OpCall call) {
    SliceMasks masks = SliceMasks.of(call.attrs());
    Shape x = call.tensor(0).shape();
    int count = call.tensor(1).shape().dim(0);
    boolean plain = call.known(3).isPresent();
    for (int i = 0; plain && i < count; i++) {
      plain = SliceMasks.has(masks.newAxis(), i) || call.integers(3, "strides")[i] == 1;
    }
    Shape shape = Shape.of();
    int taken = 0;
    for (int i = 0; i < count; i++) {
      if (SliceMasks.has(masks.ellipsis(), i)) {
        int skipped = x.rank() - masks.axes(count);
        shape = Dims.concat(shape, Dims.range(x, taken, taken + skipped));
        taken += skipped;
      } else if (SliceMasks.has(masks.newAxis(), i)) {
        shape = Dims.concat(shape, Shape.of(1));
      } else if (SliceMasks.has(masks.shrink(), i)) {
        taken++;
      } else {
        boolean whole = plain && SliceMasks.has(masks.begin() & masks.end(), i);
        Shape size = whole ? Dims.range(x, taken, taken + 1) : Sizes.unknown(1);
        shape = Dims.concat(shape, size);
        taken++;
      }
    }
    return Dims.concat(shape, Dims.range(x, taken, x.rank()));
  }
}
