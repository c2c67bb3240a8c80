package dev.octet.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words for the tensors of a graph, told apart where their names are the same. */
final class TensorNames {
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<Tensor, String> words = new HashMap<>();

  /** Whether the tensor has been declared. */
  boolean knows(Tensor tensor) {
    return words.containsKey(tensor);
  }

  /** The word for a tensor, with the {@code %}; a new one the first time. */
  String of(Tensor tensor) {
    return words.computeIfAbsent(tensor, this::next);
  }

  /** The word for a tensor, or null when it has not been declared. */
  @Nullable String known(Tensor tensor) {
    return words.get(tensor);
  }

  private String next(Tensor tensor) {
    int before = uses.merge(tensor.name(), 1, Integer::sum) - 1;
    return "%" + Words.name(tensor.name()) + (before == 0 ? "" : "#" + before);
  }
}
