package dev.octet.op;

import static dev.octet.op.RowBuilder.row;

import dev.octet.model.Quantization.PerTensor;
import java.util.List;

/** Activation functions. */
final class ActivationRows {
  private static final PerTensor UNIT_8 = new PerTensor(1f / 256, -128);
  private static final PerTensor UNIT_16 = new PerTensor(1f / 32768, 0);
  private static final PerTensor SIGNED_UNIT_8 = new PerTensor(1f / 128, 0);
  private static final PerTensor LOG_8 = new PerTensor(16f / 256, 127);

  private ActivationRows() {}

  static List<RowBuilder> all() {
    return List.of(
        row("RELU").activation(0).integer(2, 3).inNorms(NormPart.SUM),
        row("RELU6").activation(0).integer(2, 3),
        row("RELU_0_TO_1").activation(0).integer(1, 0).substitute16(Substitutes.clip("RELU")),
        row("RELU_N1_TO_1")
            .activation(0)
            .integer(1, 0)
            .substitute16(Substitutes.clip("RELU_N1_TO_1")),
        row("LEAKY_RELU").activation(0).integer(1, 2),
        row("PRELU").activation(0, 1).integer(1, 0).substitute16(Substitutes.prelu()),
        row("ELU").activation(0).integer(1, 0),
        row("HARD_SWISH").activation(0).integer(1, 0).substitute16(Substitutes.hardSwish()),
        row("GELU").activation(0).integer(2, 2),
        row("LOGISTIC").activation(0).fixedOutput(UNIT_8, UNIT_16).integer(2, 3),
        row("TANH").activation(0).fixedOutput(SIGNED_UNIT_8, UNIT_16).integer(2, 3),
        row("SOFTMAX").activation(0).fixedOutput(UNIT_8, UNIT_16).integer(2, 3),
        row("LOG_SOFTMAX").activation(0).fixedOutput(LOG_8, null).integer(2, 0),
        row("L2_NORMALIZATION").activation(0).fixedOutput(SIGNED_UNIT_8, null).integer(2, 0));
  }
}
