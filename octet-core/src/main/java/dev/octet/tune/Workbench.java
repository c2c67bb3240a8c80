package dev.octet.tune;

import dev.octet.plan.Improvement;
import java.util.List;

/**
 * Builds candidates of one model and measures them. All methods give the same answer whenever they
 * are asked (but for latencies), and end early with what the pulse throws.
 */
public interface Workbench {
  /** A candidate that was built. */
  interface Built {
    /** What its bytes are known by. */
    String model();

    /**
     * The nodes that stay float though the recipe wants integers of all and no choice names them:
     * the expressions that find them, in the model's order.
     */
    List<String> heldFloat();

    /**
     * Runs it on all samples.
     *
     * @throws dev.octet.error.OctetException {@code RUNTIME} if it does not run, others for samples
     *     and metrics that fit no model
     */
    Measure measure(Pulse pulse);
  }

  /** The float model: its metric, and no drop. */
  Measure reference(Pulse pulse);

  /** The improvements that have anything to do here. */
  List<Improvement> improvements();

  /** The choices that the recipe allows for single nodes. */
  List<Choice> choices();

  /**
   * Quantizes.
   *
   * @throws dev.octet.error.OctetException {@code NOT_QUANTIZABLE} or {@code USAGE} where the
   *     candidate cannot be
   */
  Built build(Candidate candidate, Pulse pulse);

  /** The nodes that are quantized, by their expressions, the one first that costs most. */
  List<String> ranking(Candidate candidate, Pulse pulse);
}
