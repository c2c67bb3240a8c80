package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Zeros for as many samples as something else has. */
public final class Zeros {
  private Zeros() {}

  /** Zeros of the batch of x, and of these sizes behind it. */
  static Tensor like(Lowering g, Tensor x, int... sizes) {
    Shape shape = Dims.concat(Dims.range(x.shape(), 0, 1), Shape.of(sizes));
    return filled(g, ElementType.FLOAT32, shape, List.of(x));
  }

  /**
   * Zeros of a shape; where that is dynamic, of the batch that the graph has.
   *
   * @throws IllegalArgumentException if nothing in the graph has a dimension of such a size
   */
  public static Tensor of(Lowering g, ElementType type, Shape shape) {
    var all = new ArrayList<>(g.inputs());
    g.nodes().forEach(n -> all.addAll(n.outputs()));
    return filled(g, type, shape, all);
  }

  private static Tensor filled(Lowering g, ElementType type, Shape shape, List<Tensor> sources) {
    Tensor dims = shape.isDynamic() ? sizes(g, shape, sources) : g.integers(shape.dims());
    Attributes options = Attributes.of("FillOptions");
    return g.add("FILL", options, type, shape, dims, g.scalar(type, 0));
  }

  private static Tensor sizes(Lowering g, Shape shape, List<Tensor> sources) {
    var parts = new ArrayList<Tensor>();
    int from = 0;
    for (int i = 0; i <= shape.rank(); i++) {
      boolean dynamic = i < shape.rank() && shape.isDynamic(i);
      if ((dynamic || i == shape.rank()) && from < i) {
        parts.add(g.integers(Arrays.copyOfRange(shape.dims(), from, i)));
      }
      if (dynamic) {
        parts.add(size(g, shape.dim(i), sources));
        from = i + 1;
      }
    }
    return Layout.concat(g, parts, 0);
  }

  /** A dynamic size that is as many times the batch. */
  private static Tensor size(Lowering g, int size, List<Tensor> sources) {
    for (Tensor x : sources) {
      for (int axis = 0; axis < x.shape().rank(); axis++) {
        if (x.shape().isDynamic(axis) && x.shape().dim(axis) == size) {
          Attributes options = Attributes.of("ShapeOptions").with("out_type", "INT32");
          Tensor all = g.add("SHAPE", options, ElementType.INT32, Shape.of(x.shape().rank()), x);
          return Layout.slice(g, all, 0, axis, 1);
        }
      }
    }
    throw new IllegalArgumentException("nothing has a batch of which the size can be taken");
  }
}
