package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.LstmNode;
import dev.octet.op.LstmNode.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The inner values of an integer LSTM: its cell state, what it projects, and the sums it
 * normalizes.
 *
 * @param lstm the float node
 * @param ranges of its inner tensors
 */
record LstmInner(LstmNode lstm, Function<Tensor, Optional<Range>> ranges) {
  /** The kernel has tanh for cell states of no more and no fewer bits before the point. */
  private static final int SMALLEST_EXPONENT = -15;

  private static final int LARGEST_EXPONENT = -9;
  private static final int CELL_BITS = 15;
  private static final int INT8_MAX = 127;

  /** The cell state in int16, by the power of two that holds its range. */
  Tensor cellState() {
    Tensor state = lstm.tensor(LstmNode.CELL_STATE);
    float scale = Math.scalb(1f, Math.clamp(exponent(), SMALLEST_EXPONENT, LARGEST_EXPONENT));
    return state.withType(ElementType.INT16, new PerTensor(scale, 0));
  }

  /** What the user should know when the kernel cannot hold the cell state. */
  Optional<String> clipping() {
    return exponent() <= LARGEST_EXPONENT
        ? Optional.empty()
        : Optional.of(
            "its cell state reaches %s and is clipped at 64"
                .formatted((float) magnitude(lstm.tensor(LstmNode.CELL_STATE))));
  }

  private int exponent() {
    double largest = magnitude(lstm.tensor(LstmNode.CELL_STATE));
    if (largest == 0) {
      return SMALLEST_EXPONENT;
    }
    int floor = Math.getExponent(largest);
    int least = Math.scalb(1.0, floor) == largest ? floor : floor + 1;
    return least - CELL_BITS;
  }

  /** The parameters of what is projected: kernels differ in how they take a zero point there. */
  PerTensor hidden() {
    double largest = magnitude(lstm.node().intermediates().get(LstmNode.HIDDEN));
    return new PerTensor((float) (Math.max(largest, 1e-6) / INT8_MAX), 0);
  }

  /** The tensors that tell the kernel of its inner values. */
  List<Tensor> intermediates(PerTensor hidden) {
    var intermediates = new ArrayList<Tensor>();
    for (Gate gate : Gate.values()) {
      intermediates.add(sum(gate));
    }
    intermediates.add(declared(LstmNode.HIDDEN, "hidden").withType(ElementType.INT8, hidden));
    return intermediates;
  }

  /** The kernel reads the parameters of an absent input gate too. */
  private Tensor sum(Gate gate) {
    Tensor sum = declared(gate.index(), gate.name().toLowerCase(Locale.ROOT) + "_gate");
    if (!lstm.isNormalized()) {
      return sum;
    }
    Gate known = lstm.gates().contains(gate) ? gate : Gate.FORGET;
    Range range = range(lstm.node().intermediates().get(known.index()));
    return sum.withType(ElementType.INT16, ActivationScale.of(range, ElementType.INT16));
  }

  private Tensor declared(int index, String name) {
    List<Tensor> declared = lstm.node().intermediates();
    return index < declared.size()
        ? declared.get(index)
        : Tensor.of(name, ElementType.FLOAT32, Shape.of(0));
  }

  private double magnitude(Tensor inner) {
    Range range = range(inner);
    return Math.max(Math.abs((double) range.min()), Math.abs((double) range.max()));
  }

  private Range range(Tensor inner) {
    return ranges
        .apply(inner)
        .orElseThrow(() -> new IllegalStateException("no range for " + inner));
  }
}
