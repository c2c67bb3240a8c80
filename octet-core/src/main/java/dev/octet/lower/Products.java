package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matrix products. */
public final class Products {
  private Products() {}

  /**
   * A dense layer on the last dimension: {@code x · kernel + bias}.
   *
   * @param x {@code [..., in]}
   * @param kernel {@code [in, out]}
   * @param bias {@code [out]}, or null
   * @return {@code [..., out]}
   */
  public static Tensor dense(Lowering g, Tensor x, Weights kernel, @Nullable Array bias) {
    Tensor weights = kernel.transposed(1, 0).in(g, "kernel");
    Array shift = bias == null ? Array.filled(0, kernel.dim(1)) : bias;
    return dense(g, x, weights, g.constant("bias", shift));
  }

  /**
   * The same with weights that several layers share.
   *
   * @param x {@code [..., in]}
   * @param weights {@code [out, in]}
   * @param bias {@code [out]}, or null
   * @return {@code [..., out]}
   */
  static Tensor dense(Lowering g, Tensor x, Tensor weights, @Nullable Tensor bias) {
    Attributes options = Attributes.of("FullyConnectedOptions");
    boolean deep = x.shape().rank() != 2;
    List<@Nullable Tensor> in = new ArrayList<>();
    in.add(x);
    in.add(weights);
    in.add(bias);
    Shape shape = Dims.with(x.shape(), -1, weights.shape().dim(0));
    return g.add(
            "FULLY_CONNECTED",
            deep ? options.with("keep_num_dims", true) : options,
            in,
            g.result("fully_connected", ElementType.FLOAT32, shape))
        .getFirst();
  }
}
