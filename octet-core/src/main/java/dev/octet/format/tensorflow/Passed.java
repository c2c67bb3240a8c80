package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value on its way into the graph of a loop or a branch. Constants, and whatever is no tensor,
 * are known inside as they are outside; all else is an input of the graph.
 *
 * @param value outside
 * @param tensor what is passed; empty where nothing needs to be
 */
record Passed(Value value, Optional<Tensor> tensor) {
  /** A value that stays what it is. Lists are passed as one tensor. */
  static Passed of(Value value, Lists lists) {
    return switch (value) {
      case Value.Of(Tensor tensor) ->
          new Passed(value, Optional.of(tensor).filter(t -> !t.isConstant()));
      case Value.Texts _, Value.Handle _, Value.Refused _ -> new Passed(value, Optional.empty());
      case Value.Items(TensorList.Reserved reserved) ->
          new Passed(value, Optional.of(reserved.count()).filter(t -> !t.isConstant()));
      case Value.Items(TensorList list) -> changing(value, lists.whole(list));
    };
  }

  /** A value that is another one after each turn, a constant at first maybe. */
  static Passed changing(Value value, Tensor tensor) {
    Value whole =
        value instanceof Value.Items ? new Value.Items(new TensorList.Whole(tensor)) : value;
    return new Passed(whole, Optional.of(tensor));
  }

  /**
   * The value inside a graph, to which an input is added for it.
   *
   * @param shapes where what is known of a shape is known inside, too; null where it changes
   */
  Value within(Lowering graph, String name, Optional<ShapeValues> shapes) {
    if (tensor.isEmpty()) {
      return switch (value) {
        case Value.Of(Tensor constant) -> new Value.Of(copy(graph, constant));
        case Value.Items(TensorList.Reserved reserved) ->
            reserved(reserved, copy(graph, reserved.count()));
        case Value.Items _, Value.Texts _, Value.Handle _, Value.Refused _ -> value;
      };
    }
    Tensor outside = tensor.get();
    Tensor inside = graph.input(name, outside.type(), outside.shape());
    shapes.ifPresent(known -> known.of(outside).ifPresent(sizes -> known.is(inside, sizes)));
    return switch (value) {
      case Value.Items(TensorList.Reserved reserved) -> reserved(reserved, inside);
      case Value.Items _ -> new Value.Items(new TensorList.Whole(inside));
      case Value.Of _, Value.Texts _, Value.Handle _, Value.Refused _ -> new Value.Of(inside);
    };
  }

  private static Value reserved(TensorList.Reserved list, Tensor count) {
    return new Value.Items(new TensorList.Reserved(list.type(), list.element(), count));
  }

  private static Tensor copy(Lowering graph, Tensor constant) {
    Constant data = constant.data();
    if (data == null) {
      throw new IllegalStateException(constant + " is no constant");
    }
    return graph.constant("", new Array(constant.type(), constant.shape(), data));
  }

  /** All tensors that are passed, in order. */
  static List<Tensor> tensors(List<Passed> all) {
    var tensors = new ArrayList<Tensor>();
    all.forEach(p -> p.tensor.ifPresent(tensors::add));
    return tensors;
  }

  /** All values inside a graph, which gets an input for each that is passed. */
  static List<Value> within(List<Passed> all, Lowering graph, Optional<ShapeValues> shapes) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < all.size(); i++) {
      values.add(all.get(i).within(graph, "passed_" + i, shapes));
    }
    return values;
  }
}
