package dev.octet.debug;

import dev.octet.calibrate.ProbeNodes;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;

/** The nodes that compare one output with its reference each time its graph runs. */
final class ComparedInBody {
  private final Compared compared;
  private final ProbeNodes nodes;
  private final Tensor reference;
  private final Tensor actual;

  ComparedInBody(Compared compared, ProbeNodes nodes) {
    this.compared = compared;
    this.nodes = nodes;
    this.reference = nodes.withAxes(compared.reference());
    this.actual = nodes.withAxes(real(compared.actual()));
  }

  private Tensor real(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT32
        ? tensor
        : nodes.add("DEQUANTIZE", null, like(tensor, ElementType.FLOAT32), tensor);
  }

  private static Tensor like(Tensor tensor, ElementType type) {
    return Tensor.of("compared", type, tensor.shape());
  }

  /**
   * In this order: the number of elements, the sums of the differences, of their squares, of the
   * squares of the reference, of the products of both, of the squares of the output, the number of
   * references beyond what the integers span, the largest difference.
   */
  List<Tensor> scalars() {
    Tensor difference =
        nodes.add(
            "SUB",
            Attributes.of("SubOptions"),
            like(reference, ElementType.FLOAT32),
            actual,
            reference);
    Tensor size = nodes.add("ABS", null, like(reference, ElementType.FLOAT32), difference);
    return List.of(
        count(),
        nodes.reduced("SUM", difference),
        product(difference, difference),
        product(reference, reference),
        product(reference, actual),
        product(actual, actual),
        saturated(),
        nodes.reduced("REDUCE_MAX", size));
  }

  private Tensor product(Tensor first, Tensor second) {
    Tensor products =
        nodes.add(
            "MUL",
            Attributes.of("MulOptions"),
            like(reference, ElementType.FLOAT32),
            first,
            second);
    return nodes.reduced("SUM", products);
  }

  /** The dimensions may show only as the graph runs. */
  private Tensor count() {
    Tensor dims = Tensor.of("dims", ElementType.INT32, Shape.of(reference.shape().rank()));
    nodes.add("SHAPE", Attributes.of("ShapeOptions").with("out_type", "INT32"), dims, reference);
    return nodes.add(
        "CAST",
        Attributes.of("CastOptions").with("in_data_type", "INT32"),
        Tensor.of("count", ElementType.FLOAT32, Shape.of()),
        nodes.reduced("REDUCE_PROD", dims));
  }

  private Tensor saturated() {
    Limits limits = Limits.of(compared.actual());
    return limits.isFinite()
        ? nodes.reduced("SUM", nodes.ones(beyond(limits), "beyond"))
        : number(0);
  }

  private Tensor beyond(Limits limits) {
    Tensor below = like(reference, ElementType.BOOL);
    nodes.add("LESS", Attributes.of("LessOptions"), below, reference, number(limits.low()));
    Tensor above = like(reference, ElementType.BOOL);
    nodes.add("GREATER", Attributes.of("GreaterOptions"), above, reference, number(limits.high()));
    return nodes.add(
        "LOGICAL_OR",
        Attributes.of("LogicalOrOptions"),
        like(reference, ElementType.BOOL),
        below,
        above);
  }

  private static Tensor number(float value) {
    return Tensor.of("number", ElementType.FLOAT32, Shape.of(), Constant.of(value));
  }
}
