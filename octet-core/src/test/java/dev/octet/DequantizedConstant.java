package dev.octet;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import java.util.List;
import java.util.Objects;

/**
 * A constant of a graph and the {@code Dequantize} in its place, computed as TensorFlow does.
 *
 * <p>Source: {@code dequantize_op.cc}, {@code quantization_utils.h}.
 */
record DequantizedConstant(GraphDef before, GraphDef after, String name, String function) {
  private static Array value(List<NodeDef> nodes, String name) {
    return nodes.stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .flatMap(n -> n.attrs().tensor("value"))
        .orElseThrow()
        .array();
  }

  private List<NodeDef> nodes(GraphDef graph) {
    return function.isEmpty()
        ? graph.nodes()
        : Objects.requireNonNull(graph.functions().get(function)).nodes();
  }

  /** How far the worst element is from the old one, by the distance from one level to the next. */
  double largestErrorInSteps() {
    List<NodeDef> now = nodes(after);
    NodeDef op = now.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
    float[] q = value(now, op.inputs().get(0).node()).floats();
    float min = value(now, op.inputs().get(1).node()).floats()[0];
    float max = value(now, op.inputs().get(2).node()).floats()[0];
    boolean signed = op.attrs().type("T", DataType.UNKNOWN) == DataType.QINT8;
    float step;
    float start = 0;
    if (op.attrs().text("mode", "").equals("MIN_FIRST")) {
      step = (float) ((max - min) / 255.0);
      start = -(float) Math.floor(-min / step + 0.5) * step;
    } else {
      step = signed ? Math.max(min / -128, max / 127) : max / 255;
    }
    float[] old = value(nodes(before), name).floats();
    double worst = 0;
    for (int i = 0; i < old.length; i++) {
      double error = Math.abs((double) start + q[i] * step - old[i]);
      if (old[i] == 0 && start + q[i] * step != 0) {
        throw new AssertionError("zero is not kept");
      }
      worst = Math.max(worst, error / step);
    }
    return worst;
  }
}
