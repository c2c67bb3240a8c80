package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Inputs that an op writes to, the states of recurrent ops (source: {@code tflite/kernels}). They
 * need memory of their own, which a constant has not and the result of an op has.
 */
final class States {
  private static final Map<String, List<Integer>> INPUTS =
      Map.of(
          "LSTM", List.of(18, 19),
          "UNIDIRECTIONAL_SEQUENCE_LSTM", List.of(18, 19),
          "BIDIRECTIONAL_SEQUENCE_LSTM", List.of(35, 36, 37, 38),
          "RNN", List.of(4),
          "UNIDIRECTIONAL_SEQUENCE_RNN", List.of(4),
          "BIDIRECTIONAL_SEQUENCE_RNN", List.of(4, 8),
          "SVDF", List.of(4));

  private States() {}

  /** The tensors that nodes write to while they read them. */
  static Set<Tensor> of(List<Node> nodes) {
    return nodes.stream()
        .filter(n -> !n.operation().custom())
        .flatMap(n -> INPUTS.getOrDefault(n.op(), List.of()).stream().map(n::input))
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toSet());
  }
}
