package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks whether a quantized graph was made from a float one.
 *
 * @param original the float graph
 * @param quantized the other
 * @param pairs the ops of both that do the same
 */
record Twins(Graph original, Graph quantized, List<Pair> pairs) {
  private static final int FEW = 3;

  /**
   * Checks that the most part is, and that no shape differs.
   *
   * @param notes where to tell of ops without a twin
   * @throws OctetException {@code NOT_TWINS}
   */
  void check(List<String> notes) {
    require(
        original.outputs().size() == quantized.outputs().size(),
        "the quantized model has %d outputs, the float one %d"
            .formatted(quantized.outputs().size(), original.outputs().size()));
    for (int i = 0; i < original.inputs().size(); i++) {
      requireSame("input", original.inputs().get(i), quantized.inputs().get(i));
    }
    for (int i = 0; i < original.outputs().size(); i++) {
      requireSame("output", original.outputs().get(i), quantized.outputs().get(i));
    }
    for (Pair pair : pairs) {
      for (int i = 0; i < pair.original().outputs().size(); i++) {
        requireSame("layer", pair.original().output(i), pair.quantized().output(i));
      }
    }
    List<Node> alone = alone();
    require(
        alone.size() <= pairs.size(),
        "%d of %d ops of the float model are not in the quantized one, such as %s"
            .formatted(alone.size(), alone.size() + pairs.size(), names(alone)));
    if (!alone.isEmpty()) {
      notes.add(
          "%d ops have no twin in the quantized model and are not compared: %s"
              .formatted(alone.size(), names(alone)));
    }
  }

  /** The ops that compute floats and have no partner. */
  private List<Node> alone() {
    Set<Node> paired = pairs.stream().map(Pair::original).collect(Collectors.toSet());
    return original.nodes().stream()
        .filter(n -> !Origins.isBorder(n) && !paired.contains(n))
        .filter(n -> n.outputs().stream().anyMatch(o -> o.type() == ElementType.FLOAT32))
        .toList();
  }

  private static String names(List<Node> nodes) {
    String names =
        nodes.stream()
            .limit(FEW)
            .map(n -> "%s '%s'".formatted(n.op(), n.output(0).name().split(";", 2)[0]))
            .collect(Collectors.joining(", "));
    return nodes.size() > FEW ? names + ", …" : names;
  }

  private static void requireSame(String what, Tensor original, Tensor quantized) {
    require(
        isSame(original.shape(), quantized.shape()),
        "%s '%s' is %s, in the float model %s"
            .formatted(what, quantized.name(), quantized.shape(), original.shape()));
  }

  private static boolean isSame(Shape a, Shape b) {
    if (!a.isRanked() || !b.isRanked()) {
      return true;
    }
    if (a.rank() != b.rank()) {
      return false;
    }
    for (int i = 0; i < a.rank(); i++) {
      if (a.dim(i) != b.dim(i) && !a.isDynamic(i) && !b.isDynamic(i)) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new OctetException(ErrorCode.NOT_TWINS, otherwise + ": they are no twins")
          .advise("give the model that was made from this float one");
    }
  }
}
