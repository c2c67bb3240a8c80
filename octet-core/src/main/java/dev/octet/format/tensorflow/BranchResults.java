package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Constant;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What comes out of two branches, of which one is run. */
final class BranchResults {
  private final OpCall call;
  private final Lowering then;
  private final Lowering otherwise;
  private final List<Tensor> first = new ArrayList<>();
  private final List<Tensor> second = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  BranchResults(OpCall call, Lowering then, Lowering otherwise) {
    this.call = call;
    this.then = then;
    this.otherwise = otherwise;
  }

  /** What the first branch's graph gives. */
  List<Tensor> first() {
    return first;
  }

  /** What the second branch's graph gives. */
  List<Tensor> second() {
    return second;
  }

  /** What the op gives. */
  List<Tensor> tensors() {
    return tensors;
  }

  /** The results, of which each is one branch's or the other's. */
  List<Value> of(List<Value> a, List<Value> b) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < a.size(); i++) {
      values.add(call.asked().get(i) ? either(a.get(i), b.get(i)) : new Value.Refused());
    }
    return values;
  }

  private Value either(Value a, Value b) {
    return switch (a) {
      case Value.Of(Tensor one) when b instanceof Value.Of(Tensor other) ->
          new Value.Of(either(one, other));
      case Value.Items(TensorList one) when b instanceof Value.Items(TensorList other) ->
          either(one, other);
      case Value.Refused _ -> a;
      case Value.Texts _, Value.Handle _ when a.equals(b) -> a;
      case Value.Of _, Value.Items _, Value.Texts _, Value.Handle _ -> {
        if (b instanceof Value.Refused) {
          yield b;
        }
        throw call.refuse("its branches give texts, variables, or what does not go together");
      }
    };
  }

  private Value either(TensorList a, TensorList b) {
    Optional<Shape> element = Lists.element(a).or(() -> Lists.element(b));
    if (element.isEmpty()) {
      throw call.refuse("the shape of a list's elements is not known");
    }
    Tensor one = new Lists(then, call.shapes()).whole(a, element.get());
    Tensor other = new Lists(otherwise, call.shapes()).whole(b, element.get());
    return new Value.Items(new TensorList.Whole(either(one, other)));
  }

  private Tensor either(Tensor a, Tensor b) {
    if (a.type() != b.type() || !a.shape().equals(b.shape())) {
      throw call.refuse(
              "its branches give %s%s and %s%s"
                  .formatted(a.type().text(), a.shape(), b.type().text(), b.shape()))
          .advise("bring what both branches give to one shape");
    }
    first.add(own(then, a, first));
    second.add(own(otherwise, b, second));
    Tensor result = call.graph().result("if", a.type(), a.shape());
    tensors.add(result);
    return result;
  }

  /**
   * A result is made by the graph, and is no other result. A constant goes as it is: the runtime
   * takes a copy of one for memory that it must free, and ends.
   */
  private static Tensor own(Lowering graph, Tensor t, List<Tensor> others) {
    Constant data = t.data();
    if (data != null) {
      return others.contains(t) ? graph.constant("", new Array(t.type(), t.shape(), data)) : t;
    }
    boolean plain = !graph.inputs().contains(t) && !others.contains(t);
    return plain ? t : Layout.copy(graph, t);
  }
}
