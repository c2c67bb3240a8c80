package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.Stack;
import dev.octet.lower.Zeros;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What can be done with lists of tensors, whatever they are made of. */
final class Lists {
  /** A list that is longer is one tensor from the start. */
  private static final int LONGEST = 4096;

  private final Lowering g;
  private final ShapeValues shapes;

  Lists(Lowering g, ShapeValues shapes) {
    this.g = g;
    this.shapes = shapes;
  }

  Lists(OpCall call) {
    this(call.graph(), call.program().shapes());
  }

  /**
   * The list as one tensor {@code [n, element…]}.
   *
   * @throws OctetException if the shape of the elements is not known
   */
  Tensor whole(TensorList list) {
    return switch (list) {
      case TensorList.Whole(Tensor stacked, boolean _) -> stacked;
      case TensorList.Parts parts -> stacked(parts);
      case TensorList.Reserved(ElementType _, Dimensions element, Tensor _) ->
          zeros(list, shape(element).orElseThrow(Lists::unknown));
    };
  }

  /** A list of elements of a shape as one tensor. */
  Tensor whole(TensorList list, Shape element) {
    return switch (list) {
      case TensorList.Whole(Tensor stacked, boolean _) -> stacked;
      case TensorList.Parts parts when isSet(parts) -> stacked(parts);
      case TensorList.Parts _, TensorList.Reserved _ -> zeros(list, element);
    };
  }

  private static boolean isSet(TensorList.Parts parts) {
    return parts.parts().stream().anyMatch(Optional::isPresent);
  }

  private Tensor stacked(TensorList.Parts list) {
    Optional<Tensor> any = list.parts().stream().flatMap(Optional::stream).findFirst();
    if (list.parts().isEmpty()) {
      throw refusal("it is of a list that is empty");
    }
    Shape shape =
        any.map(Tensor::shape).or(() -> shape(list.element())).orElseThrow(Lists::unknown);
    if (any.isEmpty()) {
      return zeros(list, shape);
    }
    boolean gaps = list.parts().stream().anyMatch(Optional::isEmpty);
    Tensor zero = gaps ? Zeros.of(g, list.type(), shape) : any.get();
    return Joining.stack(g, list.parts().stream().map(p -> p.orElse(zero)).toList(), 0);
  }

  private Tensor zeros(TensorList list, Shape element) {
    Size count = size(list);
    Shape first =
        Shape.of(new int[] {count.factor()}, new int[] {count.dynamic() ? -1 : count.factor()});
    return Zeros.of(g, list.type(), Dims.concat(first, element));
  }

  /** The values of a tensor of the graph that is constant. */
  Optional<Array> constant(Tensor tensor) {
    return g.values(tensor);
  }

  /** How many elements there are, of all batches. */
  Size size(TensorList list) {
    return switch (list) {
      case TensorList.Whole(Tensor stacked, boolean _) ->
          new Size(stacked.shape().dim(0), stacked.shape().isDynamic(0));
      case TensorList.Parts parts -> Size.of(parts.parts().size());
      case TensorList.Reserved reserved ->
          reserved
              .known()
              .map(Size::of)
              .or(() -> shapes.of(reserved.count()).map(List::getFirst))
              .orElseThrow(() -> refusal("the length of its list depends on values"));
    };
  }

  /** One element; empty where nothing is known of what the list has. */
  Optional<Tensor> get(TensorList list, Tensor index, Dimensions said) {
    return switch (list) {
      case TensorList.Parts parts when known(index).isPresent() ->
          part(parts, known(index).get(), said);
      case TensorList.Reserved(ElementType type, Dimensions element, Tensor _) ->
          shape(element).or(() -> shape(said)).map(s -> Zeros.of(g, type, s));
      case TensorList.Whole _, TensorList.Parts _ -> Optional.of(Stack.at(g, whole(list), index));
    };
  }

  private Optional<Tensor> part(TensorList.Parts list, int index, Dimensions said) {
    if (index < 0 || index >= list.parts().size()) {
      throw refusal("index %d is none of a list of %d".formatted(index, list.parts().size()));
    }
    Optional<Shape> any =
        list.parts().stream().flatMap(Optional::stream).map(Tensor::shape).findFirst();
    return list.parts()
        .get(index)
        .or(
            () ->
                any.or(() -> shape(list.element()))
                    .or(() -> shape(said))
                    .map(s -> Zeros.of(g, list.type(), s)));
  }

  /** The list with one element replaced. */
  TensorList set(TensorList list, Tensor index, Tensor element, boolean grows) {
    Optional<TensorList.Parts> parts = parts(list);
    Optional<Integer> at = known(index);
    if (at.isPresent() && parts.isPresent()) {
      var all = new ArrayList<>(parts.get().parts());
      if (grows && at.get() >= all.size() && at.get() < LONGEST) {
        all.addAll(Collections.nCopies(at.get() + 1 - all.size(), Optional.empty()));
      }
      if (at.get() < 0 || at.get() >= all.size()) {
        throw refusal("index %d is none of a list of %d".formatted(at.get(), all.size()));
      }
      all.set(at.get(), Optional.of(element));
      return new TensorList.Parts(list.type(), parts.get().element(), all);
    }
    boolean fits = list instanceof TensorList.Whole(Tensor _, boolean known) && known;
    if (grows && !fits) {
      throw refusal("its list grows").advise("give the TensorArray its size, dynamic_size=False");
    }
    Tensor stacked = whole(list, element.shape());
    if (!Dims.remove(stacked.shape(), 0).equals(element.shape())) {
      throw refusal(
          "it puts %s into a list of %s"
              .formatted(element.shape(), Dims.remove(stacked.shape(), 0)));
    }
    return new TensorList.Whole(Stack.with(g, stacked, index, element), fits);
  }

  /** The elements one by one; empty where the list is one tensor. */
  Optional<TensorList.Parts> parts(TensorList list) {
    return switch (list) {
      case TensorList.Whole _ -> Optional.empty();
      case TensorList.Parts parts -> Optional.of(parts);
      case TensorList.Reserved reserved ->
          reserved
              .known()
              .filter(n -> n >= 0 && n <= LONGEST)
              .map(
                  n ->
                      new TensorList.Parts(
                          list.type(),
                          reserved.element(),
                          Collections.nCopies(n, Optional.<Tensor>empty())));
    };
  }

  /** The elements one by one. */
  TensorList.Parts split(TensorList list) {
    return parts(list)
        .orElseGet(
            () -> {
              List<Optional<Tensor>> parts =
                  Joining.unstack(g, whole(list), 0).stream().map(Optional::of).toList();
              return new TensorList.Parts(list.type(), Dimensions.UNKNOWN, parts);
            });
  }

  /** The shape of the elements, as far as it is known. */
  static Optional<Shape> element(TensorList list) {
    return switch (list) {
      case TensorList.Whole(Tensor stacked, boolean _) ->
          Optional.of(Dims.remove(stacked.shape(), 0));
      case TensorList.Parts parts ->
          parts.parts().stream()
              .flatMap(Optional::stream)
              .map(Tensor::shape)
              .findFirst()
              .or(() -> shape(parts.element()));
      case TensorList.Reserved reserved -> shape(reserved.element());
    };
  }

  private static Optional<Shape> shape(Dimensions said) {
    return said.isStatic() ? Optional.of(Shape.of(said.toArray())) : Optional.empty();
  }

  /** The value of an integer that is constant. */
  static Optional<Integer> known(Tensor integer) {
    return Optional.ofNullable(integer.data())
        .map(data -> (int) new Array(integer.type(), integer.shape(), data).doubles()[0]);
  }

  private static OctetException unknown() {
    return refusal("the shape of its list's elements is not known")
        .advise("give the TensorArray its element_shape");
  }

  static OctetException refusal(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what);
  }
}
