package dev.octet.format.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of an operation: in the order of Keras' function, and the other names that they
 * have in TensorFlow.
 */
final class Parameters {
  private final List<String> order;
  private final Map<String, String> names = new LinkedHashMap<>();

  /** From text such as {@code x x_min=clip_value_min x_max=clip_value_max}. */
  Parameters(String text) {
    order =
        List.of(text.split(" ")).stream()
            .map(
                word -> {
                  List<String> all = List.of(word.split("="));
                  all.forEach(name -> names.put(name, all.getFirst()));
                  return all.getFirst();
                })
            .toList();
  }

  /** The parameter at a position. */
  String at(int position) {
    if (position >= order.size()) {
      throw Config.malformed("it is called with %d arguments".formatted(position + 1));
    }
    return order.get(position);
  }

  /** The rule's name of a parameter. */
  Optional<String> named(String name) {
    return Optional.ofNullable(names.get(name));
  }
}
