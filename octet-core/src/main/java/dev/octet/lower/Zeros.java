package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;

/** Zeros for as many samples as something else has. */
final class Zeros {
  private Zeros() {}

  /** Zeros of the batch of x, and of these sizes behind it. */
  static Tensor like(Lowering g, Tensor x, int... sizes) {
    Shape batch = Dims.range(x.shape(), 0, 1);
    Shape shape = Dims.concat(batch, Shape.of(sizes));
    Tensor dims = g.integers(shape.dims());
    if (shape.isDynamic()) {
      Attributes options = Attributes.of("ShapeOptions").with("out_type", "INT32");
      Shape rank = Shape.of(x.shape().rank());
      Tensor of = g.add("SHAPE", options, ElementType.INT32, rank, x);
      Tensor first = Layout.slice(g, of, 0, 0, 1);
      dims = Layout.concat(g, List.of(first, g.integers(sizes)), 0);
    }
    Attributes options = Attributes.of("FillOptions");
    return g.add("FILL", options, ElementType.FLOAT32, shape, dims, g.scalar(0));
  }
}
