package dev.octet.calibrate;

import dev.octet.kernel.Sigmoids;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.LstmNode;
import dev.octet.op.LstmNode.Gate;
import dev.octet.op.Recurrent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes what happens inside a float LSTM, which no tap shows: the cell state after every step
 * (the variable only keeps the last), the hidden values before they are projected, and the sums of
 * the gates before they are normalized.
 *
 * <p>Like the kernel ({@code lstm_eval.cc}) in float, from a state of zero: each sample starts
 * anew. The sums count as they grow (input, then output state, then cell state), since the integer
 * kernel keeps each of those steps in 16 bits.
 */
final class LstmProbe {
  private final LstmNode lstm;
  private final int batch;
  private final int inputs;
  private final Map<Gate, LstmGate> gates = new EnumMap<>(Gate.class);
  private final float @Nullable [][] projection;
  private final float @Nullable [] projectionBias;
  private final float cellClip;
  private final float projectionClip;

  /** A probe of a node to which it {@link #applies}. */
  LstmProbe(Node node) {
    this.lstm = new LstmNode(node);
    long states = lstm.tensor(LstmNode.CELL_STATE).shape().elements();
    this.batch = Math.toIntExact(states / Math.max(lstm.cells(), 1));
    this.inputs = lstm.tensor(Gate.OUTPUT.weights()).shape().dim(1);
    lstm.gates().forEach(g -> gates.put(g, new LstmGate(lstm, g)));
    this.projection =
        lstm.isProjected() ? LstmGate.byColumn(lstm.tensor(LstmNode.PROJECTION)) : null;
    this.projectionBias = LstmGate.floatsOrNull(node.input(LstmNode.PROJECTION_BIAS));
    this.cellClip = lstm.option("cell_clip");
    this.projectionClip = lstm.option("proj_clip");
  }

  /** Whether a node is an LSTM with an integer form, so that its inner ranges matter. */
  static boolean applies(Node node) {
    return LstmNode.isFull(node) && !Recurrent.LSTM.inner(node).isEmpty();
  }

  /** The tensor whose values {@link #run} takes. */
  Tensor input() {
    return lstm.tensor(LstmNode.INPUT);
  }

  /** The tensors inside whose ranges matter. */
  List<Tensor> inner() {
    return Recurrent.LSTM.inner(lstm.node());
  }

  /**
   * What the inner tensors and the output go through, step by step.
   *
   * @param input (batch, time, inputs), (time, batch, inputs) if the node is time-major, or (batch,
   *     inputs)
   */
  Map<Tensor, Trace> run(float[] input) {
    int steps = input.length / Math.max(batch * inputs, 1);
    var traces = new HashMap<Tensor, Trace>();
    for (int b = 0; b < batch; b++) {
      var state = new float[lstm.outputs()];
      var cell = new float[lstm.cells()];
      for (int t = 0; t < steps; t++) {
        int position = lstm.isTimeMajor() ? t * batch + b : b * steps + t;
        state = step(input, position * inputs, state, cell, traces);
      }
    }
    return traces;
  }

  /** One step: changes the cell state and gives the next output state. */
  private float[] step(float[] x, int at, float[] state, float[] cell, Map<Tensor, Trace> traces) {
    float[] forget = gate(Gate.FORGET, x, at, state, cell, traces);
    float[] input = lstm.isCoupled() ? forget : gate(Gate.INPUT, x, at, state, cell, traces);
    float[] values = gate(Gate.CELL, x, at, state, cell, traces);
    Sigmoids.tanh(values);
    Sigmoids.logistic(forget);
    if (lstm.isCoupled()) {
      for (int c = 0; c < cell.length; c++) {
        cell[c] = forget[c] * cell[c] + (1 - forget[c]) * values[c];
      }
    } else {
      Sigmoids.logistic(input);
      for (int c = 0; c < cell.length; c++) {
        cell[c] = forget[c] * cell[c] + input[c] * values[c];
      }
    }
    clip(cell, cellClip);
    trace(traces, lstm.tensor(LstmNode.CELL_STATE)).add(cell);
    float[] hidden = gate(Gate.OUTPUT, x, at, state, cell, traces);
    Sigmoids.logistic(hidden);
    System.arraycopy(cell, 0, values, 0, cell.length);
    Sigmoids.tanh(values);
    for (int c = 0; c < cell.length; c++) {
      hidden[c] *= values[c];
    }
    float[] next = projection == null ? hidden : project(projection, hidden, traces);
    trace(traces, lstm.node().output(0)).add(next);
    return next;
  }

  private float[] gate(
      Gate gate, float[] x, int at, float[] state, float[] cell, Map<Tensor, Trace> traces) {
    @Nullable Trace sums =
        lstm.isNormalized() ? trace(traces, lstm.node().intermediates().get(gate.index())) : null;
    return Objects.requireNonNull(gates.get(gate)).sum(x, at, state, cell, sums);
  }

  private float[] project(float[][] weights, float[] hidden, Map<Tensor, Trace> traces) {
    trace(traces, lstm.node().intermediates().get(LstmNode.HIDDEN)).add(hidden);
    var projected = new float[lstm.outputs()];
    if (projectionBias != null) {
      System.arraycopy(projectionBias, 0, projected, 0, projected.length);
    }
    LstmGate.addProduct(weights, hidden, 0, projected);
    clip(projected, projectionClip);
    return projected;
  }

  private static Trace trace(Map<Tensor, Trace> traces, Tensor tensor) {
    return traces.computeIfAbsent(tensor, _ -> new Trace());
  }

  private static void clip(float[] values, float limit) {
    if (limit > 0) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.clamp(values[i], -limit, limit);
      }
    }
  }
}
