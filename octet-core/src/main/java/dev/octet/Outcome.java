package dev.octet;

import dev.octet.model.Model;
import dev.octet.plan.Plan;
import java.nio.file.Path;
import java.util.List;

/**
 * A quantized model, not yet written.
 *
 * @param source the file of the float model
 * @param plan what each op got, and why
 * @param model the result; its weights are computed while it is written
 * @param notes what was done beyond the plan, a line each
 */
public record Outcome(Path source, Plan plan, Model model, List<String> notes) {
  /** Copies the notes. */
  public Outcome {
    notes = List.copyOf(notes);
  }

  /**
   * Writes the model: beside the target, then checked, then moved into its place. When anything
   * goes wrong an older file stays as it was.
   *
   * <p>A model with ops that the runtime lacks, and lacked before, is not tried there.
   *
   * @return what the user should know of the check, a line each
   * @throws dev.octet.error.OctetException if it cannot be written, or the runtime refuses it
   */
  public List<String> write(Path target, Verification verification, int threads) {
    return new Delivery(model, plan.model()).write(target, verification, threads);
  }
}
