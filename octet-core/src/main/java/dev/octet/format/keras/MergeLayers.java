package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Dims;
import dev.octet.lower.Einsum;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Normalization;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Layers that make one tensor of several. (Source: Keras' {@code base_merge.py}.) */
final class MergeLayers {
  private MergeLayers() {}

  @FunctionalInterface
  private interface Binary {
    Tensor of(Lowering g, Tensor a, Tensor b);
  }

  static void addTo(LayerTable table) {
    table.add("Add", Masks.PASS, c -> fold(c, Arithmetic::add));
    table.add("Subtract", Masks.PASS, MergeLayers::subtract);
    table.add("Multiply", Masks.PASS, c -> fold(c, Arithmetic::multiply));
    table.add("Average", Masks.PASS, MergeLayers::average);
    table.add("Maximum", Masks.PASS, c -> fold(c, Arithmetic::maximum));
    table.add("Minimum", Masks.PASS, c -> fold(c, Arithmetic::minimum));
    table.add("Concatenate", Masks.PASS, MergeLayers::concatenate);
    table.add("Dot", Masks.DROP, MergeLayers::dot);
  }

  private static Tensor fold(LayerCall call, Binary merge) {
    return operands(call).stream()
        .reduce((a, b) -> merge.of(call.graph(), a, b))
        .orElseThrow(() -> Config.malformed("it is called without an input"));
  }

  /** All of the same rank: dimensions of size 1 come behind the batch, other than in NumPy. */
  private static List<Tensor> operands(LayerCall call) {
    List<Tensor> all = ofOneType(call);
    int rank = all.stream().mapToInt(t -> t.shape().rank()).max().orElse(0);
    var operands = new ArrayList<Tensor>();
    for (Tensor t : all) {
      int missing = rank - t.shape().rank();
      var ones = new int[missing];
      java.util.Arrays.fill(ones, 1);
      operands.add(
          missing == 0 ? t : Layout.reshape(call.graph(), t, Dims.insert(t.shape(), 1, ones)));
    }
    return operands;
  }

  private static List<Tensor> ofOneType(LayerCall call) {
    boolean one = call.inputs().stream().map(Tensor::type).distinct().count() < 2;
    return one
        ? call.inputs()
        : call.inputs().stream()
            .map(t -> Arithmetic.cast(call.graph(), t, ElementType.FLOAT32))
            .toList();
  }

  private static Tensor subtract(LayerCall call) {
    two(call);
    return fold(call, Arithmetic::subtract);
  }

  private static Tensor average(LayerCall call) {
    Tensor sum = fold(call, Arithmetic::add);
    Tensor reals = Arithmetic.cast(call.graph(), sum, ElementType.FLOAT32);
    return Arithmetic.scaled(call.graph(), reals, 1.0 / call.inputs().size());
  }

  private static Tensor concatenate(LayerCall call) {
    List<Tensor> parts = ofOneType(call);
    int axis = Dims.axis(parts.getFirst().shape(), call.config().integer("axis", -1));
    if (axis == 0) {
      throw call.unsupported("samples do not go behind each other: axis=0")
          .advise("concatenate along another axis, or outside of the model");
    }
    return Layout.concat(call.graph(), parts, axis);
  }

  /** A sum of products along one axis of each, for each sample. */
  private static Tensor dot(LayerCall call) {
    two(call);
    Lowering g = call.graph();
    Tensor a = call.inputs().getFirst();
    Tensor b = call.inputs().getLast();
    int[] axes = call.config().integers("axes", 2, -1);
    int axisA = Dims.axis(a.shape(), axes[0]);
    int axisB = Dims.axis(b.shape(), axes[1]);
    if (axisA == 0 || axisB == 0) {
      throw Config.malformed("a dot product of different samples");
    }
    if (call.config().flag("normalize", false)) {
      a = Normalization.unit(g, a, axisA);
      b = Normalization.unit(g, b, axisB);
    }
    String left = letters('b', a.shape().rank(), axisA);
    String right = letters('B', b.shape().rank(), axisB);
    String out = (left + right.substring(1)).replace("z", "");
    Tensor y = Einsum.of(g, left + "," + right + "->" + out, a, b);
    return out.length() == 1 ? Layout.expand(g, y, 1) : y;
  }

  /** A letter for each dimension: {@code a} for samples, {@code z} for what is summed up. */
  private static String letters(char first, int rank, int axis) {
    var letters = new StringBuilder("a");
    for (int i = 1; i < rank; i++) {
      letters.append(i == axis ? 'z' : (char) (first + i));
    }
    return letters.toString();
  }

  private static void two(LayerCall call) {
    if (call.inputs().size() != 2) {
      throw Config.malformed("it is called with %d inputs, not 2".formatted(call.inputs().size()));
    }
  }
}
