package dev.octet.lower;

import dev.octet.ModelText;
import dev.octet.model.Tensor;
import java.util.Map;

/** What the vocabulary made, as text. */
final class GraphText {
  private GraphText() {}

  /** The graph up to a result, without the signature. */
  static String of(Lowering g, Tensor result) {
    g.name(result, "y");
    return ModelText.graphs(g.model("main", Map.of("y", result)))
        .replaceAll("(?m)^signature.*\\R", "");
  }
}
