package dev.octet.format.keras;

import dev.octet.model.Tensor;
import java.util.List;

/**
 * What becomes of a layer.
 *
 * @param masks what the layer does with a mask of time steps
 * @param lower adds the layer's ops and gives its results
 */
record LayerRule(Masks masks, Lower lower) {
  /** Adds a layer's ops to the graph. */
  @FunctionalInterface
  interface Lower {
    /** The results of the call, flat. */
    List<Tensor> lower(LayerCall call);
  }

  /** Adds the ops of a layer that gives one tensor. */
  @FunctionalInterface
  interface LowerOne {
    /** The result of the call. */
    Tensor lower(LayerCall call);
  }

  /** What a layer does with a mask that comes with its input, which LiteRT has nothing like. */
  enum Masks {
    /** Hands it on: element by element the mask is still right. */
    PASS,
    /** Ignores it, and what comes out has none. */
    DROP,
    /** Computes something else with it: refused. */
    USE,
    /** Computes with the one that it is called with; one that comes with an input is refused. */
    READ,
    /** Makes one. */
    MAKE;

    boolean refused() {
      return this == USE || this == READ;
    }
  }
}
