package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lists of tensors, of which TensorArrays and the loops of Keras are made: {@code list_ops.cc}. */
final class ListOps {
  private ListOps() {}

  static void addTo(OpTable t) {
    t.addRule("TensorListReserve", ListOps::reserve);
    t.addRule("EmptyTensorList", ListOps::empty);
    t.addRule("TensorListFromTensor", call -> list(new TensorList.Whole(call.tensor(0))));
    t.addRule("TensorListGetItem", ListOps::get);
    t.addRule("TensorListSetItem", ListOps::set);
    t.add("TensorListStack", call -> lists(call).whole(list(call)));
    t.add("TensorListLength", ListOps::length);
    t.add("TensorListElementShape", ListOps::elementShape);
    t.addRule("TensorListPushBack", ListOps::push);
    t.addRule("TensorListPopBack", ListOps::pop);
    t.addRule("TensorListResize", ListOps::resize);
  }

  private static List<Value> list(TensorList list) {
    return List.of(new Value.Items(list));
  }

  static Lists lists(OpCall call) {
    return new Lists(call);
  }

  /** The list that a node reads first. */
  static TensorList list(OpCall call) {
    return switch (call.value(0)) {
      case Value.Items(TensorList list) -> list;
      case Value.Of _, Value.Texts _, Value.Refused _ -> throw call.refuse("it reads no list");
      case Value.Handle(NodeDef node) -> throw call.refuse("it reads no list but " + node);
    };
  }

  /** The type of a list's elements. */
  static ElementType elementType(OpCall call) {
    ElementType type = call.type("element_dtype", DataType.FLOAT);
    if (type.bits() == 0) {
      throw call.refuse("it makes a list of " + type.text());
    }
    return type;
  }

  /** What an input says of the shape of the elements: −1 for nothing, or for each open size. */
  static Dimensions said(OpCall call, int input) {
    Optional<List<Size>> sizes =
        call.known(input)
            .filter(a -> a.rank() == 1)
            .map(a -> call.sizes(input, "the shape"))
            .or(() -> call.shapes().of(call.tensor(input)));
    return sizes
        .map(all -> all.stream().map(s -> s.dynamic() || s.factor() < 0 ? -1 : s.factor()).toList())
        .map(all -> new Dimensions(true, all))
        .orElse(Dimensions.UNKNOWN);
  }

  private static List<Value> reserve(OpCall call) {
    return list(new TensorList.Reserved(elementType(call), said(call, 0), call.tensor(1)));
  }

  private static List<Value> empty(OpCall call) {
    return list(new TensorList.Parts(elementType(call), said(call, 0), List.of()));
  }

  private static List<Value> get(OpCall call) {
    return List.of(
        new Value.Of(
            lists(call)
                .get(list(call), call.tensor(1), said(call, 2))
                .orElseThrow(
                    () ->
                        call.refuse("the shape of its list's elements is not known")
                            .advise("give the TensorArray its element_shape"))));
  }

  private static List<Value> set(OpCall call) {
    boolean grows =
        call.attrs().flag("resize_if_index_out_of_bounds", false) && call.program().trials() == 0;
    return list(lists(call).set(list(call), call.tensor(1), call.tensor(2), grows));
  }

  private static Tensor length(OpCall call) {
    return switch (list(call)) {
      case TensorList.Reserved reserved -> reserved.count();
      case TensorList.Parts parts -> call.constant(Array.integer(parts.parts().size()));
      case TensorList.Whole(Tensor stacked, boolean _) -> {
        Lowering g = call.graph();
        Tensor shape = call.shapes().shapeOf(g, stacked);
        Size size = new Size(stacked.shape().dim(0), stacked.shape().isDynamic(0));
        yield size.dynamic()
            ? call.shapes().is(Layout.squeeze(g, Layout.slice(g, shape, 0, 0, 1), 0), List.of(size))
            : call.constant(Array.integer(size.factor()));
      }
    };
  }

  private static Tensor elementShape(OpCall call) {
    Shape element =
        Lists.element(list(call)).orElseThrow(() -> call.refuse("the shape is not known"));
    ElementType type = call.type("shape_type", DataType.INT32);
    if (!element.isDynamic()) {
      double[] sizes = Arrays.stream(element.dims()).asDoubleStream().toArray();
      return call.constant(Array.numbers(type, sizes, sizes.length));
    }
    throw call.refuse("the shape of its list's elements has an open size");
  }

  private static List<Value> push(OpCall call) {
    TensorList list = list(call);
    var parts = new ArrayList<>(lists(call).split(list).parts());
    parts.add(Optional.of(call.tensor(1)));
    return list(new TensorList.Parts(list.type(), Dimensions.UNKNOWN, parts));
  }

  private static List<Value> pop(OpCall call) {
    TensorList.Parts list = lists(call).split(list(call));
    if (list.parts().isEmpty()) {
      throw call.refuse("its list is empty");
    }
    Tensor index = call.graph().scalar(ElementType.INT32, list.parts().size() - 1.0);
    Tensor last =
        lists(call)
            .get(list, index, said(call, 1))
            .orElseThrow(() -> call.refuse("the shape of its list's elements is not known"));
    var parts = list.parts().subList(0, list.parts().size() - 1);
    return List.of(
        new Value.Items(new TensorList.Parts(list.type(), list.element(), parts)),
        new Value.Of(last));
  }

  private static List<Value> resize(OpCall call) {
    TensorList list = list(call);
    if (list instanceof TensorList.Reserved(ElementType type, Dimensions element, Tensor _)) {
      return list(new TensorList.Reserved(type, element, call.tensor(1)));
    }
    int size = call.integer(1, "the size");
    TensorList.Parts parts = lists(call).split(list);
    var resized = new ArrayList<>(parts.parts());
    while (resized.size() > size) {
      resized.removeLast();
    }
    Optional<TensorList.Parts> more =
        lists(call)
            .parts(
                new TensorList.Reserved(
                    list.type(),
                    parts.element(),
                    call.graph().scalar(ElementType.INT32, (double) size - resized.size())));
    resized.addAll(more.orElseThrow(() -> call.refuse("its list is too long")).parts());
    return list(new TensorList.Parts(list.type(), parts.element(), resized));
  }
}
