package dev.octet.rewrite;

import dev.octet.model.Model;

/** A change of a model that keeps what it computes, up to float rounding. */
@FunctionalInterface
public interface Rewrite {
  /** The changed model; the same one if there was nothing to change. */
  Model apply(Model model);
}
