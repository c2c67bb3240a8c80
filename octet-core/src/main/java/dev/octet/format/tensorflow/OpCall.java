package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.fold.Cells;
import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A node being lowered.
 *
 * @param node the node
 * @param inputs what it reads, in order
 * @param graph the graph that grows
 * @param program the model that the graph is part of
 * @param depth how many functions call one another to come here
 * @param asked which of its results anybody reads
 */
record OpCall(
    NodeDef node, List<Value> inputs, Lowering graph, Program program, int depth, BitSet asked) {
  /** More numbers than shapes have are no shape. */
  private static final int MOST_SIZES = 64;

  private static final String CAST = "cast to int32 or float32 before it";

  @Override
  public BitSet asked() {
    return (BitSet) asked.clone();
  }

  /** The attributes of the node. */
  Attrs attrs() {
    return node.attrs();
  }

  /** How many inputs there are. */
  int count() {
    return inputs.size();
  }

  /** An input of any kind. */
  Value value(int input) {
    if (input >= inputs.size()) {
      throw new OctetException(ErrorCode.MALFORMED_MODEL, "it has no input %d".formatted(input))
          .in(node.toString());
    }
    return inputs.get(input);
  }

  /** An input that is a tensor, constant or not. */
  Tensor tensor(int input) {
    Tensor tensor = ofAnyShape(input);
    if (!tensor.shape().isRanked()) {
      throw refuse("nothing says which shape its input %s has".formatted(tensor.name()))
          .advise("save the graph with the shapes of its results: as_graph_def(add_shapes=True)");
    }
    return tensor;
  }

  /** All inputs, which are tensors, also such as custom ops make without saying their shapes. */
  List<Tensor> ofAnyShape() {
    return IntStream.range(0, count()).mapToObj(this::ofAnyShape).toList();
  }

  private Tensor ofAnyShape(int input) {
    return switch (value(input)) {
      case Value.Of(Tensor tensor) -> tensor;
      case Value.Texts _ -> throw refuse("texts do not go");
      case Value.Handle(NodeDef handle) -> throw refuse("it needs the value of " + handle);
      case Value.Items _ -> throw refuse("lists of tensors do not go");
      case Value.Refused _ -> throw new IllegalStateException("refused inputs end earlier");
    };
  }

  /** All inputs from one on, which are tensors. */
  List<Tensor> tensors(int from, int to) {
    var tensors = new ArrayList<Tensor>();
    for (int i = from; i < to; i++) {
      tensors.add(tensor(i));
    }
    return tensors;
  }

  /** An input as floats. */
  Tensor floats(int input) {
    return Arithmetic.cast(graph, tensor(input), ElementType.FLOAT32);
  }

  /** An input of real floats. */
  Tensor real(int input) {
    Tensor x = number(input);
    if (x.type() != ElementType.FLOAT32) {
      throw refuse("it does not go for %s".formatted(x.type().text())).advise(CAST);
    }
    return x;
  }

  /** An input of numbers that LiteRT can compute with, or of truths. */
  Tensor number(int input) {
    Tensor x = tensor(input);
    checkNumber(this, x.type());
    return x;
  }

  /** Refuses a type whose elements are no real numbers, or of less or more bits than usual. */
  static void checkNumber(OpCall call, ElementType type) {
    if (!Cells.has(type)) {
      throw call.refuse("it does not go for %s".formatted(type.text())).advise(CAST);
    }
  }

  /** The numbers of an input that is part of a shape, where they are known and fit. */
  Optional<List<Size>> knownSizes(int input) {
    Tensor t = tensor(input);
    boolean integers = t.type() == ElementType.INT32 || t.type() == ElementType.INT64;
    if (!integers || t.shape().rank() > 1 || t.shape().elements() > MOST_SIZES) {
      return Optional.empty();
    }
    Optional<Array> known = known(input);
    if (known.isEmpty()) {
      return shapes().of(t);
    }
    double[] values = known.get().doubles();
    return Arrays.stream(values).allMatch(v -> v == (int) v)
        ? Optional.of(Arrays.stream(values).mapToObj(v -> Size.of((int) v)).toList())
        : Optional.empty();
  }

  /** The values of an input that is constant. */
  Optional<Array> known(int input) {
    Tensor t = tensor(input);
    return t.isConstant() ? graph.values(t) : Optional.empty();
  }

  /** The values of an input that must be constant. */
  Array constant(int input, String what) {
    return known(input)
        .orElseThrow(
            () ->
                refuse("%s is computed when the model runs".formatted(what))
                    .advise("make it a constant, or a variable that is not assigned to"));
  }

  /** The integers of an input that must be constant. */
  int[] integers(int input, String what) {
    return integers(constant(input, what));
  }

  /** The only integer of an input that must be constant. */
  int integer(int input, String what) {
    int[] values = integers(input, what);
    if (values.length != 1) {
      throw refuse("%s is %d numbers, not one".formatted(what, values.length));
    }
    return values[0];
  }

  private static int[] integers(Array array) {
    double[] values = array.doubles();
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }

  /** The numbers of an input that is a shape, as far as they are known before the model runs. */
  List<Size> sizes(int input, String what) {
    Optional<Array> known = known(input);
    if (known.isPresent()) {
      return Arrays.stream(integers(known.get())).mapToObj(Size::of).toList();
    }
    return shapes()
        .of(tensor(input))
        .orElseThrow(
            () ->
                refuse("%s depends on values".formatted(what))
                    .advise("use sizes that are known before the model runs"));
  }

  /** Axes counted from the front, in order, of an input that must be constant. */
  int[] axes(int input, Shape shape) {
    return Dims.sorted(shape, integers(input, "the axes"));
  }

  /** What is known of tensors that are shapes. */
  ShapeValues shapes() {
    return program.shapes();
  }

  /** The type that an attribute gives results, as LiteRT computes it. */
  ElementType type(String attribute, DataType otherwise) {
    return attrs().type(attribute, otherwise).computed();
  }

  /**
   * The type that an attribute gives results, as LiteRT computes it; 64-bit integers where there is
   * none, which is the default of those ops that have one.
   */
  ElementType type(String attribute) {
    return type(attribute, DataType.INT64);
  }

  /** A constant that the node becomes. */
  Tensor constant(Array values) {
    return graph.constant("const", values);
  }

  /** Says that the file is wrong. */
  OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what).in(node.toString());
  }

  /** Refuses the node. */
  OctetException refuse(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what).in(node.toString());
  }
}
