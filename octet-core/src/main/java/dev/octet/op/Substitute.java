package dev.octet.op;

import dev.octet.model.Node;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Integer ops that together compute what the runtime has no integer kernel for.
 *
 * @param text how, for people: a clause such as {@code as SUB and MUL}
 * @param expansion the ops
 */
public record Substitute(String text, Expansion expansion) {
  /** From one node to several. */
  @FunctionalInterface
  public interface Expansion {
    /**
     * The nodes to put in the place of one.
     *
     * @param node its activations and outputs are integers with their parameters; no kernel takes
     *     it
     * @param freshName a name that is not used yet, from a stem
     */
    List<Node> of(Node node, UnaryOperator<String> freshName);
  }
}
