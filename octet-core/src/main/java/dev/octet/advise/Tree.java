package dev.octet.advise;

import dev.octet.plan.Mode;

/** How it is decided what suits a target. */
interface Tree {
  /** The mode in which the model is held against the target's list of ops. */
  Mode held();

  /** Decides. */
  Recommendation decide(Case model);
}
