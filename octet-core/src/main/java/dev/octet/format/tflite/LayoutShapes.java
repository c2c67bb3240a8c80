package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.product;
import static dev.octet.format.tflite.Operands.text;

import dev.octet.model.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that arrange the same elements in other axes. */
final class LayoutShapes {
  private LayoutShapes() {}

  /** To the dimensions of the second input or, without one, of an option; −1 is what is left. */
  static int @Nullable [] reshape(Operands in) {
    List<Long> wanted = wanted(in);
    if (wanted.isEmpty()) {
      return null;
    }
    int[] shape = in.shape(0);
    if (wanted.equals(List.of(0L)) && product(shape) == 1) {
      return new int[0]; // how old converters wrote a scalar
    }
    long rest = 1;
    int free = -1;
    for (int d = 0; d < wanted.size(); d++) {
      if (wanted.get(d) == -1 && free < 0) {
        free = d;
      } else {
        need(wanted.get(d) >= 0, "dimension %d is %d", d, wanted.get(d));
        rest = Math.multiplyExact(rest, wanted.get(d));
      }
    }
    int[] out = Operands.toInts(wanted);
    if (free >= 0) {
      boolean divides = rest != 0 && product(shape) % rest == 0;
      need(divides, "%s cannot become %s", text(shape), wanted);
      out[free] = Math.toIntExact(product(shape) / rest);
    }
    need(product(out) == product(shape), "%s cannot become %s", text(shape), wanted);
    return out;
  }

  private static List<Long> wanted(Operands in) {
    Attributes options = in.node().operation().options();
    return in.node().input(1) == null && options != null
        ? options.list("new_shape").stream().map(v -> (Long) v).toList()
        : in.integers(1);
  }

  /** The second input lists, for each output axis, the input axis. */
  static int @Nullable [] transpose(Operands in) {
    List<Long> order = in.integers(1);
    int[] shape = in.shape(0);
    if (order.isEmpty()) {
      return null;
    }
    List<Long> axes = order.stream().map(p -> p < 0 ? p + shape.length : p).toList();
    List<Long> sorted = axes.stream().sorted().toList();
    need(sorted.size() == shape.length, "%s cannot be reordered by %s", text(shape), order);
    var out = new int[shape.length];
    for (int d = 0; d < shape.length; d++) {
      need(sorted.get(d) == d, "%s cannot be reordered by %s", text(shape), order);
    }
    for (int d = 0; d < shape.length; d++) {
      out[d] = shape[Math.toIntExact(axes.get(d))];
    }
    return out;
  }

  /** Blocks of channels become blocks of the image. */
  static int[] depthToSpace(Operands in) {
    int[] shape = in.image();
    int b = blockSize(in);
    long square = Math.multiplyExact((long) b, b);
    need(shape[3] % square == 0, "%s in blocks of %d", text(shape), b);
    return new int[] {
      shape[0],
      Math.multiplyExact(shape[1], b),
      Math.multiplyExact(shape[2], b),
      (int) (shape[3] / square)
    };
  }

  /** Blocks of the image become blocks of channels. */
  static int[] spaceToDepth(Operands in) {
    int[] shape = in.image();
    int b = blockSize(in);
    long square = Math.multiplyExact((long) b, b);
    need(shape[1] % b == 0 && shape[2] % b == 0, "%s in blocks of %d", text(shape), b);
    return new int[] {shape[0], shape[1] / b, shape[2] / b, Math.toIntExact(shape[3] * square)};
  }

  private static int blockSize(Operands in) {
    return Math.toIntExact(in.option("block_size", 0));
  }
}
