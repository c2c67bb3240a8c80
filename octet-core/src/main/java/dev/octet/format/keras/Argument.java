package dev.octet.format.keras;

import com.google.gson.JsonElement;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a layer is called with: tensors, other values, and structures of them. */
sealed interface Argument {
  /**
   * A result of a layer.
   *
   * @param layer its name
   * @param call which of the layer's calls, from 0
   * @param index which of the results
   */
  record Ref(String layer, int call, int index) implements Argument {}

  /** A result of a layer once that is known. */
  record Value(Tensor tensor) implements Argument {}

  /** Anything that is no tensor. */
  record Literal(JsonElement json) implements Argument {}

  /** A list of arguments. */
  record Items(List<Argument> items) implements Argument {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Arguments by name, in the file's order. */
  record Named(Map<String, Argument> items) implements Argument {}

  /** All references within, in order. */
  default Stream<Ref> refs() {
    return leaves().filter(Ref.class::isInstance).map(Ref.class::cast);
  }

  /** All tensors within, in order. */
  default List<Tensor> tensors() {
    return leaves().filter(Value.class::isInstance).map(v -> ((Value) v).tensor()).toList();
  }

  /** All that is no structure, in order. */
  default Stream<Argument> leaves() {
    return switch (this) {
      case Ref _, Value _, Literal _ -> Stream.of(this);
      case Items(List<Argument> items) -> items.stream().flatMap(Argument::leaves);
      case Named(Map<String, Argument> items) -> items.values().stream().flatMap(Argument::leaves);
    };
  }

  /** This with each reference exchanged. */
  default Argument map(java.util.function.Function<Ref, Argument> to) {
    return switch (this) {
      case Ref ref -> to.apply(ref);
      case Value _, Literal _ -> this;
      case Items(List<Argument> items) -> new Items(items.stream().map(i -> i.map(to)).toList());
      case Named(Map<String, Argument> items) -> {
        var mapped = new java.util.LinkedHashMap<String, Argument>();
        items.forEach((name, item) -> mapped.put(name, item.map(to)));
        yield new Named(mapped);
      }
    };
  }
}
