package dev.octet.calibrate;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * What is noted of a graph that a loop or a branch runs: a vector of floats that goes into the
 * graph, is widened in it, and comes out again (see {@link BodyProbes}).
 */
public interface BodyProbe {
  /** A constant that says that nothing was noted. */
  Tensor nothing();

  /** A vector made by a node, or given to a graph. */
  Tensor vector(String name);

  /** Adds nodes behind those of the graph that take in what it computed. */
  Tensor widen(Tensor seen, List<Node> nodes);

  /**
   * Adds a node that hands a vector on as it is. (A loop of LiteRT forgets what its body gives back
   * untouched.)
   */
  Tensor passOn(Tensor seen, List<Node> nodes);
}
