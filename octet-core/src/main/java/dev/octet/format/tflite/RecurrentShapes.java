package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of ops that keep state. Their kernels trust the rank of most operands, the presence of
 * some, and end the process over others. LSTM operands are numbered as in {@code
 * dev.octet.op.LstmNode}.
 */
final class RecurrentShapes {
  private static final int[] GATES = {0, 1, 2, 3};
  private static final int PROJECTION = 16;
  private static final int AUXILIARY = 39;
  private static final int BASIC_INPUTS = 5;

  private RecurrentShapes() {}

  /** Input (batch, time, inputs) or (time, batch, inputs). */
  static int @Nullable [] sequenceLstm(Operands in) {
    int[] input = in.shape(0);
    need(input.length == 3, "the input has %d dimensions", input.length);
    int[] out = input.clone();
    out[2] = lstm(in, 0, input[2], in.flag("time_major") ? input[1] : input[0]);
    states(in, 18, 19, out[2]);
    return out;
  }

  /** Input (batch, inputs). */
  static int @Nullable [] lstm(Operands in) {
    int[] input = in.shape(0);
    need(input.length == 2, "the input has %d dimensions", input.length);
    if (in.count() == BASIC_INPUTS) {
      return basic(in, input);
    }
    int outputs = lstm(in, 0, input[1], input[0]);
    states(in, 18, 19, outputs);
    return new int[] {input[0], outputs};
  }

  /** Everything at once: input, last activation, weights, bias, last state. */
  private static int[] basic(Operands in, int[] input) {
    int[] activation = in.shape(1);
    int[] weights = in.shape(2);
    int[] bias = in.shape(3);
    int[] state = in.shape(4);
    need(activation.length == 2 && weights.length == 2, "weights are %s", text(weights));
    int outputs = activation[1];
    boolean fits =
        outputs > 0
            && activation[0] == input[0]
            && weights[0] == 4L * outputs
            && weights[1] == (long) input[1] + outputs
            && is(bias, weights[0])
            && is(state, input[0], outputs);
    need(fits, "its weights %s do not fit input %s", text(weights), text(input));
    return activation.clone();
  }

  /** The operands of one direction, whose inputs are one before {@code first}; its outputs. */
  private static int lstm(Operands in, int first, int inputs, int batch) {
    int[] last = in.shape(first + 4);
    need(last.length == 2 && last[0] > 0 && last[1] > 0, "weights are %s", text(last));
    int cells = last[0];
    int[] recurrent = in.shape(first + 8);
    need(recurrent.length == 1 || recurrent.length == 2, "weights are %s", text(recurrent));
    int outputs = recurrent[recurrent.length - 1];
    need(outputs > 0, "weights are %s", text(recurrent));
    boolean coupled = in.shapeOrNull(first + 1) == null;
    for (int gate : GATES) {
      boolean absent = coupled && gate == 0;
      matrix(in, first + 1 + gate, absent, cells, inputs);
      int[] diagonal = in.shapeOrNull(first + 5 + gate);
      if (diagonal == null || diagonal.length != 1) {
        matrix(in, first + 5 + gate, absent, cells, outputs);
      } else {
        need(diagonal[0] == cells && outputs == cells, "weights are %s", text(diagonal));
      }
      vector(in, first + 12 + gate, absent, cells);
    }
    for (int peephole = first + 9; peephole <= first + 11; peephole++) {
      vector(in, peephole, true, cells);
    }
    int[] projection = in.shapeOrNull(first + PROJECTION);
    need(
        projection == null ? outputs == cells : is(projection, outputs, cells),
        "projection to %d of %d cells",
        outputs,
        cells);
    vector(in, first + PROJECTION + 1, true, outputs);
    need(batch >= 0, "batch of %d", batch);
    return outputs;
  }

  private static void states(Operands in, int output, int cell, int outputs) {
    for (int coefficients = 20; coefficients < in.count(); coefficients++) {
      vector(in, coefficients, true, in.shape(4)[0]);
    }
    long rows = Operands.product(in.shape(output));
    long cells = Operands.product(in.shape(cell));
    need(
        rows * in.shape(4)[0] == cells * outputs, "states of %d outputs and %d cells", rows, cells);
  }

  /** The outputs of both directions side by side, or the forward ones. */
  static int @Nullable [] bidirectionalLstm(Operands in) {
    int[] input = in.shape(0);
    need(input.length == 3, "the input has %d dimensions", input.length);
    var options = in.node().operation().options();
    boolean timeMajor =
        options == null || !Boolean.FALSE.equals(options.fields().get("time_major"));
    int batch = timeMajor ? input[1] : input[0];
    boolean inPlace = timeMajor || batch == 1 || !in.flag("merge_outputs");
    need(inPlace, "its kernel writes past its state: batch of %d, outputs merged", batch);
    int forward = lstm(in, 0, input[2], batch);
    int backward = lstm(in, 17, input[2], batch);
    auxiliary(in, AUXILIARY, input);
    int[] second = in.shapeOrNull(AUXILIARY);
    // the kernel steps through it by the size of the first
    need(second == null || second[2] >= input[2], "auxiliary input is too small");
    for (int gate : GATES) {
      auxiliaryWeights(in, AUXILIARY, AUXILIARY + 1 + gate, in.shape(4)[0]);
      auxiliaryWeights(in, AUXILIARY, AUXILIARY + 5 + gate, in.shape(21)[0]);
    }
    return merged(in, input, forward, backward);
  }

  /** Input (batch, inputs). */
  static int @Nullable [] rnn(Operands in) {
    int[] input = in.shape(0);
    need(input.length == 2, "the input has %d dimensions", input.length);
    return new int[] {input[0], rnn(in, 1, input[1], input[0])};
  }

  /** Input (batch, time, inputs) or (time, batch, inputs). */
  static int @Nullable [] sequenceRnn(Operands in) {
    int[] input = in.shape(0);
    need(input.length == 3, "the input has %d dimensions", input.length);
    int batch = in.flag("time_major") ? input[1] : input[0];
    return new int[] {input[0], input[1], rnn(in, 1, input[2], batch)};
  }

  /** The outputs of both directions side by side, or the forward ones. */
  static int @Nullable [] bidirectionalRnn(Operands in) {
    int[] input = in.shape(0);
    need(input.length == 3, "the input has %d dimensions", input.length);
    int batch = in.flag("time_major") ? input[1] : input[0];
    int forward = rnn(in, 1, input[2], batch);
    int backward = rnn(in, 5, input[2], batch);
    auxiliary(in, 9, input);
    int[] second = in.shapeOrNull(9);
    Tensor weights = in.node().input(1);
    boolean ownSteps =
        !in.flag("time_major") && weights != null && weights.type() == ElementType.FLOAT32;
    // else the kernel steps through it by the size of the first
    need(second == null || ownSteps || second[2] >= input[2], "auxiliary input is too small");
    auxiliaryWeights(in, 9, 10, forward);
    auxiliaryWeights(in, 9, 11, backward);
    return merged(in, input, forward, backward);
  }

  /** Weights (units, inputs), recurrent weights (units, units), bias, state (batch, units). */
  private static int rnn(Operands in, int first, int inputs, int batch) {
    int[] weights = in.shape(first);
    need(weights.length == 2 && weights[0] > 0 && weights[1] > 0, "weights are %s", text(weights));
    int units = weights[0];
    matrix(in, first, false, units, inputs);
    matrix(in, first + 1, false, units, units);
    vector(in, first + 2, false, units);
    int[] state = in.shape(first + 3);
    need(is(state, batch, units), "state is %s", text(state));
    return units;
  }

  private static int[] merged(Operands in, int[] input, int forward, int backward) {
    int outputs = in.flag("merge_outputs") ? Math.addExact(forward, backward) : forward;
    return new int[] {input[0], input[1], outputs};
  }

  /** A second input of as many steps; kernels end the process over another. */
  private static void auxiliary(Operands in, int index, int[] input) {
    int[] shape = in.shapeOrNull(index);
    if (shape != null) {
      boolean fits = shape.length == 3 && shape[0] == input[0] && shape[1] == input[1];
      need(fits, "auxiliary input %s beside %s", text(shape), text(input));
      boolean alone = in.shapeOrNull(index + 2) == null;
      need(!alone || shape[2] == input[2], "auxiliary input %s", text(shape));
    }
  }

  private static void auxiliaryWeights(Operands in, int auxiliary, int index, int rows) {
    int[] shape = in.shapeOrNull(index);
    if (shape != null) {
      int[] input = in.shape(auxiliary);
      need(is(shape, rows, input[2]), "auxiliary weights %s for %s", text(shape), text(input));
    }
  }

  /** Input (batch, inputs), features (filters, inputs), time (filters, memory). */
  static int @Nullable [] svdf(Operands in) {
    int[] input = in.shape(0);
    int[] features = in.shape(1);
    int[] time = in.shape(2);
    long rank = in.option("rank", 0);
    boolean fits =
        input.length == 2
            && features.length == 2
            && time.length == 2
            && features[1] == input[1]
            && time[0] == features[0]
            && time[1] > 0
            && features[0] > 0
            && rank > 0
            && features[0] % rank == 0;
    need(fits, "weights %s and %s of rank %d", text(features), text(time), rank);
    int units = Math.toIntExact(features[0] / rank);
    vector(in, 3, true, units);
    int[] state = in.shape(4);
    boolean holds =
        state.length == 2 && state[0] == input[0] && state[1] == (long) time[0] * time[1];
    need(holds, "state is %s", text(state));
    return new int[] {input[0], units};
  }

  private static void matrix(Operands in, int index, boolean absent, int rows, int columns) {
    int[] shape = in.shapeOrNull(index);
    need(absent == (shape == null), "input %d is %s", index, absent ? "there" : "not there");
    need(shape == null || is(shape, rows, columns), "input %d does not fit", index);
  }

  /** A vector that may be absent, or must be there. */
  private static void vector(Operands in, int index, boolean optional, int length) {
    int[] shape = in.shapeOrNull(index);
    need(optional || shape != null, "lacks input %d", index);
    need(shape == null || is(shape, length), "input %d does not fit", index);
  }

  private static boolean is(int[] shape, int... wanted) {
    return Arrays.equals(shape, wanted);
  }
}
