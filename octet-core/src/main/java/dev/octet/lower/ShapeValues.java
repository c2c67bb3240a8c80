package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known, before the model runs, of integer tensors that shapes are made of: {@code
 * reshape(x, [shape(x)[0], 20])}. For one model, by one thread.
 */
public final class ShapeValues {
  private final Map<Tensor, List<Size>> known = new HashMap<>();

  /**
   * A number in a shape.
   *
   * @param factor the number, or what the dynamic dimension is multiplied by; −1 for what is left
   * @param dynamic whether it is a multiple of the one dynamic dimension, the batch
   */
  public record Size(int factor, boolean dynamic) {
    /** A number. */
    public static Size of(int value) {
      return new Size(value, false);
    }
  }

  /** The shape of a tensor, as a constant where it is one; its numbers are known. */
  public Tensor shapeOf(Lowering g, Tensor x) {
    var sizes = new ArrayList<Size>();
    for (int i = 0; i < x.shape().rank(); i++) {
      sizes.add(new Size(x.shape().dim(i), x.shape().isDynamic(i)));
    }
    Tensor shape =
        x.shape().isDynamic()
            ? g.add(
                "SHAPE",
                dev.octet.model.Attributes.of("ShapeOptions").with("out_type", "INT32"),
                dev.octet.model.ElementType.INT32,
                Shape.of(x.shape().rank()),
                x)
            : g.integers(x.shape().dims());
    return is(shape, sizes);
  }

  /** Says the numbers of a tensor, and gives the tensor. */
  public Tensor is(Tensor tensor, List<Size> sizes) {
    known.put(tensor, List.copyOf(sizes));
    return tensor;
  }

  /** The numbers of a tensor, in order. */
  public Optional<List<Size>> of(Tensor tensor) {
    return Optional.ofNullable(known.get(tensor));
  }

  /**
   * The shape that elements of x are brought to.
   *
   * @throws IllegalArgumentException if they do not fill it, or only for some batches
   */
  public static Shape target(Shape x, List<Size> sizes) {
    int free = -1;
    long product = 1;
    int batches = 0;
    var dims = new int[sizes.size()];
    var signature = new int[sizes.size()];
    for (int i = 0; i < dims.length; i++) {
      Size size = sizes.get(i);
      dims[i] = size.factor();
      signature[i] = size.dynamic() ? -1 : dims[i];
      batches += size.dynamic() ? 1 : 0;
      if (dims[i] < 0 && free >= 0) {
        throw new IllegalArgumentException("shape %s leaves two sizes open".formatted(sizes));
      } else if (dims[i] < 0) {
        free = i;
      } else {
        product *= dims[i];
      }
    }
    long all = x.elements();
    if (free >= 0 && product > 0 && all % product == 0) {
      dims[free] = Math.toIntExact(all / product);
      boolean dynamic = x.isDynamic() && batches == 0;
      signature[free] = dynamic ? -1 : dims[free];
      batches += dynamic ? 1 : 0;
      product = all;
    }
    if (product != all || batches != (x.isDynamic() ? 1 : 0)) {
      throw new IllegalArgumentException(
          "%s is not the same number of elements as %s".formatted(Shape.of(dims, signature), x));
    }
    return Shape.of(dims, signature);
  }
}
