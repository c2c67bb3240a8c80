package dev.octet.format.keras;

import dev.octet.model.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One use of a layer.
 *
 * @param positional the arguments without names
 * @param named those with names
 */
record Call(List<Argument> positional, Map<String, Argument> named) {
  /** Copies the list. */
  Call {
    positional = List.copyOf(positional);
  }

  /** All references within. */
  Stream<Argument.Ref> refs() {
    return Stream.concat(positional.stream(), named.values().stream()).flatMap(Argument::refs);
  }

  /** All tensors within. */
  List<Tensor> tensors() {
    return Stream.concat(positional.stream(), named.values().stream())
        .flatMap(a -> a.tensors().stream())
        .toList();
  }

  /** This with each reference exchanged. */
  Call map(Function<Argument.Ref, Argument> to) {
    var mapped = new LinkedHashMap<String, Argument>();
    named.forEach((name, argument) -> mapped.put(name, argument.map(to)));
    return new Call(positional.stream().map(a -> a.map(to)).toList(), mapped);
  }
}
