package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit; the gates come as update (z), reset (r), new (n):
 *
 * <pre>
 * z, r = gate(x·W + h·U)
 * n    = activation(x·W + r·(h·U))   where reset comes after the product, as cuDNN has it,
 *        activation(x·W + (r·h)·U)   where it comes before
 * h'   = n + z·(h − n)
 * </pre>
 *
 * @param kernel {@code [in, 3 · units]}
 * @param recurrent {@code [units, 3 · units]}
 * @param bias of x·W, {@code [3 · units]}, or null
 * @param recurrentBias of h·U, {@code [3 · units]}, or null; null where reset comes before
 */
public record GruCell(
    Array kernel,
    Array recurrent,
    @Nullable Array bias,
    @Nullable Array recurrentBias,
    Function activation,
    Function gate,
    boolean resetAfter)
    implements Cell {
  private static final int NEW = 2;

  @Override
  public int units() {
    return recurrent.dim(0);
  }

  @Override
  public int states() {
    return 1;
  }

  /** One for the gates, with both biases, and one for the new values: they differ in range. */
  @Override
  public List<Tensor> project(Lowering g, Tensor x) {
    Array gateBias = gates(bias);
    Array more = gates(recurrentBias);
    if (gateBias != null && more != null) {
      gateBias = Cell.sum(gateBias, more);
    }
    return List.of(
        Products.dense(g, x, Cell.gates(kernel, 0, 2, units()), gateBias),
        Products.dense(g, x, Cell.gate(kernel, NEW, units()), fresh(bias)));
  }

  @Override
  public Step in(Lowering g) {
    Array ofGates = Cell.gates(recurrent, 0, 2, units()).transposed(1, 0);
    Array ofNew = Cell.gate(recurrent, NEW, units()).transposed(1, 0);
    Tensor gateWeights = g.constant("recurrent_kernel", ofGates);
    Tensor newWeights = g.constant("recurrent_kernel", ofNew);
    Array own = fresh(recurrentBias);
    Tensor newBias = own == null ? null : g.constant("recurrent_bias", own);
    Tensor axis = g.integers(-1);
    return (projected, states) -> {
      Tensor h = states.getFirst();
      Tensor sums = Arithmetic.add(g, projected.get(0), Products.dense(g, h, gateWeights, null));
      List<Tensor> gates = Joining.split(g, gate.of(g, sums), axis, 2);
      Tensor reset = gates.get(1);
      Tensor memory =
          resetAfter
              ? Arithmetic.multiply(g, reset, Products.dense(g, h, newWeights, newBias))
              : Products.dense(g, Arithmetic.multiply(g, reset, h), newWeights, null);
      Tensor fresh = activation.of(g, Arithmetic.add(g, projected.get(1), memory));
      Tensor kept = Arithmetic.multiply(g, gates.get(0), Arithmetic.subtract(g, h, fresh));
      return List.of(Arithmetic.add(g, fresh, kept));
    };
  }

  private @Nullable Array gates(@Nullable Array vector) {
    return vector == null ? null : Cell.gates(vector, 0, 2, units());
  }

  private @Nullable Array fresh(@Nullable Array vector) {
    return vector == null ? null : Cell.gate(vector, NEW, units());
  }
}
