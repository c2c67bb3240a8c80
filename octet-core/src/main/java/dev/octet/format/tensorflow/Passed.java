package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value on its way into the graph of a loop or a branch. Constants, and whatever is no tensor,
 * are known inside as they are outside; all else is an input of the graph.
 *
 * @param value outside
 * @param constant what it is, if it is constant
 * @param tensor what is passed; empty where nothing needs to be
 */
record Passed(Value value, Optional<Array> constant, Optional<Tensor> tensor) {
  /** A value that stays what it is. Lists are passed as one tensor. */
  static Passed of(Value value, Lists lists) {
    return switch (value) {
      case Value.Of(Tensor tensor) -> of(value, tensor, lists);
      case Value.Texts _, Value.Handle _, Value.Refused _ ->
          new Passed(value, Optional.empty(), Optional.empty());
      case Value.Items(TensorList.Reserved reserved) -> of(value, reserved.count(), lists);
      case Value.Items(TensorList list) -> changing(value, lists.whole(list));
    };
  }

  private static Passed of(Value value, Tensor tensor, Lists lists) {
    Optional<Array> constant = lists.constant(tensor);
    return new Passed(
        value, constant, constant.isPresent() ? Optional.empty() : Optional.of(tensor));
  }

  /** A value that is another one after each turn, a constant at first maybe. */
  static Passed changing(Value value, Tensor tensor) {
    Value whole =
        value instanceof Value.Items ? new Value.Items(new TensorList.Whole(tensor)) : value;
    return new Passed(whole, Optional.empty(), Optional.of(tensor));
  }

  /** A list that is set in each turn, and is long enough for it. */
  static Passed fitting(Tensor stacked) {
    var list = new Value.Items(new TensorList.Whole(stacked, true));
    return new Passed(list, Optional.empty(), Optional.of(stacked));
  }

  /**
   * The value inside a graph, to which an input is added for it where it is passed.
   *
   * @param shapes where what is known of a shape is known inside, too; empty where it changes
   */
  Value within(Lowering graph, String name, Optional<ShapeValues> shapes) {
    Optional<Tensor> inside =
        constant
            .map(c -> graph.constant("", c))
            .or(() -> tensor.map(t -> graph.input(name, t.type(), t.shape())));
    if (inside.isEmpty()) {
      return value;
    }
    if (tensor.isPresent() && shapes.isPresent()) {
      ShapeValues known = shapes.get();
      known.of(tensor.get()).ifPresent(sizes -> known.is(inside.get(), sizes));
    }
    return switch (value) {
      case Value.Items(TensorList.Reserved reserved) -> reserved(reserved, inside.get());
      case Value.Items(TensorList.Whole whole) ->
          new Value.Items(new TensorList.Whole(inside.get(), whole.fits()));
      case Value.Items _ -> new Value.Items(new TensorList.Whole(inside.get()));
      case Value.Of _, Value.Texts _, Value.Handle _, Value.Refused _ -> new Value.Of(inside.get());
    };
  }

  private static Value reserved(TensorList.Reserved list, Tensor count) {
    return new Value.Items(new TensorList.Reserved(list.type(), list.element(), count));
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
