package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory; the gates come as input, forget, cell, output. The states are what comes
 * out, and the cells.
 *
 * @param kernel {@code [in, 4 · units]}
 * @param recurrent {@code [units, 4 · units]}
 * @param bias {@code [4 · units]}, or null
 * @param gate the function of the input, forget and output gates
 * @param standard whether the functions are tanh and sigmoid
 */
public record LstmCell(
    Array kernel,
    Array recurrent,
    @Nullable Array bias,
    Function activation,
    Function gate,
    boolean standard)
    implements Cell {
  static final int GATES = 4;

  /** With tanh and sigmoid. */
  public static LstmCell standard(Array kernel, Array recurrent, @Nullable Array bias) {
    return new LstmCell(kernel, recurrent, bias, Activation::tanh, Activation::sigmoid, true);
  }

  @Override
  public int units() {
    return recurrent.dim(0);
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public List<Tensor> project(Lowering g, Tensor x) {
    return List.of(Products.dense(g, x, kernel, bias));
  }

  @Override
  public Step in(Lowering g) {
    Tensor weights = g.constant("recurrent_kernel", recurrent.transposed(1, 0));
    Tensor axis = g.integers(-1);
    return (projected, states) -> {
      Tensor memory = Products.dense(g, states.get(0), weights, null);
      Tensor sum = Arithmetic.add(g, projected.getFirst(), memory);
      List<Tensor> gates = Joining.split(g, sum, axis, GATES);
      Tensor in = Arithmetic.multiply(g, gate.of(g, gates.get(0)), activation.of(g, gates.get(2)));
      Tensor kept = Arithmetic.multiply(g, gate.of(g, gates.get(1)), states.get(1));
      Tensor cells = Arithmetic.add(g, kept, in);
      Tensor out = Arithmetic.multiply(g, gate.of(g, gates.get(3)), activation.of(g, cells));
      return List.of(out, cells);
    };
  }

  /**
   * All steps as one op, from states of zero, which the runtime keeps from run to run until it is
   * told to reset them.
   *
   * @param x {@code [batch, time, in]}, of a static batch
   * @return {@code [batch, time, units]}
   */
  Tensor fused(Lowering g, Tensor x) {
    var in = new @Nullable Tensor[24];
    in[0] = x;
    for (int i = 0; i < GATES; i++) {
      in[1 + i] = g.constant("kernel", Cell.gate(kernel, i, units()).transposed(1, 0));
      in[5 + i] = g.constant("recurrent_kernel", Cell.gate(recurrent, i, units()).transposed(1, 0));
      Array own = bias == null ? Array.filled(0, units()) : Cell.gate(bias, i, units());
      in[12 + i] = g.constant("bias", own);
    }
    Shape state = Shape.of(x.shape().dim(0), units());
    in[18] = g.result("output_state", ElementType.FLOAT32, state).asVariable();
    in[19] = g.result("cell_state", ElementType.FLOAT32, state).asVariable();
    Attributes options =
        Attributes.of("UnidirectionalSequenceLSTMOptions")
            .with("fused_activation_function", "TANH");
    return g.add(
            "UNIDIRECTIONAL_SEQUENCE_LSTM",
            options,
            Arrays.asList(in),
            g.result("lstm", ElementType.FLOAT32, Dims.with(x.shape(), -1, units())))
        .getFirst();
  }
}
