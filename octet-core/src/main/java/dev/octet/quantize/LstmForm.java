package dev.octet.quantize;

import dev.octet.kernel.Rounding;
import dev.octet.model.ElementType;
import dev.octet.model.Operation;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.LstmNode;
import dev.octet.op.LstmNode.Gate;
import dev.octet.op.OpRow;
import dev.octet.plan.WeightFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The integer form of an LSTM ("8x8_16"): int8 input, output and weights, the cell state in int16
 * by a power of two, gates in Q3.12 inside the kernel.
 *
 * <p>Sources: {@code lstm_eval.cc}, {@code unidirectional_sequence_lstm.cc} and {@code lstm.cc} of
 * LiteRT's kernels; {@code operator_property.cc} and {@code prepare_quantize_helper.h} of its
 * converter. Where the kernels are narrower than the converter thinks, this goes by the kernels:
 * they know the tanh of cell states of 2<sup>−15</sup> to 2<sup>−9</sup> a step only, shift by a
 * hidden zero point to the wrong side, clip the projection around the integer 0 whatever stands for
 * 0.0, and read an intermediate also for an input gate that is not there.
 */
final class LstmForm {
  private static final int INT8_MAX = 127;
  private static final int INT16_MAX = 32767;
  private static final double BIAS_LIMIT = 0x1p30;

  /** Normalized values have 10 bits behind the point. */
  private static final float NORMALIZED_STEP = 0x1p-10f;

  private final Constants constants;
  private final LstmNode lstm;
  private final PerTensor input;
  private final Map<Integer, Tensor> inputs = new HashMap<>();
  private final List<String> notes = new ArrayList<>();

  private LstmForm(Constants constants, LstmNode lstm, PerTensor input) {
    this.constants = constants;
    this.lstm = lstm;
    this.input = input;
  }

  /**
   * The form of a node.
   *
   * @param operation the node's, in the version of the integer kernel
   * @param input the parameters of its input
   * @param output the parameters of its output, and so of the output state
   */
  static IntegerForm of(
      Constants constants,
      LstmInner inner,
      Operation operation,
      PerTensor input,
      PerTensor output) {
    return new LstmForm(constants, inner.lstm(), input).build(inner, operation, output);
  }

  private IntegerForm build(LstmInner inner, Operation operation, PerTensor output) {
    lstm.gates().forEach(this::gate);
    PerTensor hidden = lstm.isProjected() ? inner.hidden() : output;
    if (lstm.isProjected()) {
      product(LstmNode.PROJECTION, LstmNode.PROJECTION_BIAS, hidden.scale());
    }
    Tensor state = lstm.tensor(LstmNode.OUTPUT_STATE);
    inputs.put(LstmNode.OUTPUT_STATE, state.withType(ElementType.INT8, output));
    inputs.put(LstmNode.CELL_STATE, inner.cellState());
    inner.clipping().ifPresent(notes::add);
    var options = operation.options();
    // the range of the output ends where the projection was clipped
    Operation unclipped =
        options == null ? operation : operation.withOptions(options.with("proj_clip", null));
    return new IntegerForm(unclipped, inputs, inner.intermediates(hidden), notes);
  }

  private void gate(Gate gate) {
    if (lstm.isNormalized()) {
      inputs.put(gate.weights(), int8(lstm.tensor(gate.weights())));
      normalization(gate);
    } else {
      product(gate.weights(), gate.bias(), input.scale());
    }
    inputs.put(gate.recurrentWeights(), int8(lstm.tensor(gate.recurrentWeights())));
    Tensor peephole = lstm.node().input(gate.peephole());
    if (peephole != null) {
      inputs.put(gate.peephole(), int16(peephole, largest(peephole) / INT16_MAX));
    }
  }

  private void product(int weightsAt, int biasAt, float inputScale) {
    Tensor weights = lstm.tensor(weightsAt);
    @Nullable Tensor bias = lstm.node().input(biasAt);
    var both =
        WeightsAndBias.of(
            constants,
            weights,
            OpRow.PER_TENSOR,
            WeightFormat.INT8,
            Rounding.HALF_AWAY_BY_RECIPROCAL,
            bias,
            inputScale,
            ElementType.INT8);
    inputs.put(weightsAt, both.weights());
    if (both.bias() != null) {
      inputs.put(biasAt, both.bias());
    }
    if (!both.widened().isEmpty()) {
      notes.add(
          "the scale of '%s' was widened, or its bias would overflow".formatted(weights.name()));
    }
  }

  /** Coefficients in int16; their scale is widened where the bias would overflow. */
  private void normalization(Gate gate) {
    Tensor coefficients = lstm.tensor(gate.normalization());
    Tensor bias = lstm.tensor(gate.bias());
    double least = largest(bias) / NORMALIZED_STEP / BIAS_LIMIT;
    float scale = (float) Math.max(largest(coefficients) / INT16_MAX, least);
    inputs.put(gate.normalization(), int16(coefficients, scale));
    inputs.put(gate.bias(), WeightsAndBias.bias(bias, scale * NORMALIZED_STEP));
  }

  private Tensor int8(Tensor weights) {
    return constants.weights(
        weights, OpRow.PER_TENSOR, WeightFormat.INT8, Rounding.HALF_AWAY_BY_RECIPROCAL);
  }

  private Tensor int16(Tensor floats, double scale) {
    return constants.activation(floats, ElementType.INT16, new PerTensor((float) scale, 0));
  }

  /** Positive: zeros count as the least magnitude that has a scale. */
  private static double largest(Tensor constant) {
    return WeightScales.of(constant, OpRow.PER_TENSOR, 8)[0] * INT8_MAX;
  }
}
