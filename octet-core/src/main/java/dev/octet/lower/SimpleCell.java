package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code h' = activation(x·kernel + h·recurrent + bias)}.
 *
 * @param kernel {@code [in, units]}
 * @param recurrent {@code [units, units]}
 * @param bias {@code [units]}, or null
 */
public record SimpleCell(Array kernel, Array recurrent, @Nullable Array bias, Function activation)
    implements Cell {
  @Override
  public int units() {
    return recurrent.dim(0);
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public List<Tensor> project(Lowering g, Tensor x) {
    return List.of(Products.dense(g, x, kernel, bias));
  }

  @Override
  public Step in(Lowering g) {
    Tensor weights = g.constant("recurrent_kernel", recurrent.transposed(1, 0));
    return (projected, states) -> {
      Tensor memory = Products.dense(g, states.getFirst(), weights, null);
      return List.of(activation.of(g, Arithmetic.add(g, projected.getFirst(), memory)));
    };
  }
}
