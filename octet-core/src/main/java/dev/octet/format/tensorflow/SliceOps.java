package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.fold.SliceMasks;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.StridedSlice;
import dev.octet.lower.StridedSlice.Index;
import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of a tensor that lie at regular distances. */
final class SliceOps {
  private SliceOps() {}

  static void addTo(OpTable t) {
    t.add("Slice", SliceOps::slice);
    t.add("StridedSlice", SliceOps::stridedSlice);
  }

  private static Tensor slice(OpCall call) {
    Tensor x = call.tensor(0);
    Optional<List<Size>> begin = Sizes.find(call, 1);
    Optional<List<Size>> sizes = Sizes.find(call, 2);
    if (begin.isEmpty() || sizes.isEmpty()) {
      return sliceWhileRunning(call, sizes);
    }
    int rank = x.shape().rank();
    var before = new int[rank];
    var after = new int[rank];
    var indices = new ArrayList<Index>();
    boolean crops = true;
    for (int i = 0; i < rank; i++) {
      Size from = begin.get().get(i);
      Size size = sizes.get().get(i);
      boolean open = x.shape().isDynamic(i);
      int all = x.shape().dim(i);
      boolean rest =
          size.factor() == -1
              || (size.dynamic() && open && size.factor() == all && from.factor() == 0);
      if (from.dynamic() || (size.dynamic() && !rest)) {
        return sliceWhileRunning(call, sizes);
      }
      int end = rest ? all : Math.addExact(from.factor(), size.factor());
      crops &= open ? rest && from.factor() == 0 : end <= all && end > from.factor();
      before[i] = from.factor();
      after[i] = all - end;
      indices.add(new Index.Range(from.factor(), rest ? null : (Integer) end, 1));
    }
    return crops
        ? Layout.crop(call.graph(), x, before, after)
        : StridedSlice.of(call.graph(), x, indices);
  }

  private static Tensor sliceWhileRunning(OpCall call, Optional<List<Size>> sizes) {
    Tensor x = call.tensor(0);
    Shape shape = Sizes.unknown(x.shape().rank());
    for (int i = 0; sizes.isPresent() && i < shape.rank(); i++) {
      Size size = sizes.get().get(i);
      boolean known = !size.dynamic() && size.factor() >= 0;
      shape = known ? Dims.with(shape, i, size.factor()) : shape;
    }
    if (shape.isDynamic()) {
      call.program().countValues();
    }
    Attributes options = Attributes.of("SliceOptions");
    return call.graph()
        .add("SLICE", options, shape, x, Sizes.tensor(call, 1), Sizes.tensor(call, 2));
  }

  private static Tensor stridedSlice(OpCall call) {
    Optional<List<Index>> indices = StridedIndices.of(call);
    return indices.isPresent()
        ? StridedSlice.of(call.graph(), call.tensor(0), indices.get())
        : stridedSliceWhileRunning(call);
  }

  private static Tensor stridedSliceWhileRunning(OpCall call) {
    Lowering g = call.graph();
    SliceMasks masks = SliceMasks.of(call.attrs());
    Shape shape = StridedIndices.unknownShape(call);
    if (shape.isDynamic()) {
      call.program().countValues();
    }
    Attributes options =
        Attributes.of("StridedSliceOptions")
            .with("begin_mask", masks.begin(), 0)
            .with("end_mask", masks.end(), 0)
            .with("ellipsis_mask", masks.ellipsis(), 0)
            .with("new_axis_mask", masks.newAxis(), 0)
            .with("shrink_axis_mask", masks.shrink(), 0);
    return g.add(
        "STRIDED_SLICE",
        options,
        shape,
        call.tensor(0),
        Sizes.tensor(call, 1),
        Sizes.tensor(call, 2),
        Sizes.tensor(call, 3));
  }
}
