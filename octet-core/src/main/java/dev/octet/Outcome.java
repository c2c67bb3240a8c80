package dev.octet;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.plan.Plan;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.MissingOps;
import java.lang.foreign.MemorySegment;
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
   * @throws OctetException if it cannot be written, or the runtime refuses it
   */
  public List<String> write(Path target, Verification verification, int threads) {
    List<String> missing = verification == Verification.NONE ? List.of() : missing();
    Verification possible = missing.isEmpty() ? verification : Verification.NONE;
    Tflite.write(model, target, threads, bytes -> check(bytes, possible));
    return missing.isEmpty()
        ? List.of()
        : List.of("was not tried in the runtime here, which has no " + String.join(", ", missing));
  }

  /** The ops that the runtime lacks, unless quantization brought one of them in. */
  private List<String> missing() {
    List<String> now = MissingOps.of(model, KernelSet.PLAIN);
    return !now.isEmpty() && MissingOps.of(plan.model(), KernelSet.PLAIN).containsAll(now)
        ? now
        : List.of();
  }

  private static void check(MemorySegment bytes, Verification verification) {
    switch (verification) {
      case NONE -> {}
      case PREPARE -> {
        EngineOptions plain = EngineOptions.standard().withKernels(KernelSet.PLAIN);
        try (Engine engine = Engine.open(bytes, plain)) {
          engine.prepare();
        }
      }
      case RUN -> {
        try (Engine engine = Engine.open(bytes, EngineOptions.standard())) {
          setToZero(engine);
          engine.run();
        }
      }
    }
  }

  /** The runtime leaves in its memory what was there: for indices that may be anything. */
  private static void setToZero(Engine engine) {
    for (int i = 0; i < engine.inputs().size(); i++) {
      if (engine.inputs().get(i).type().bits() > 0) {
        engine.input(i).fill((byte) 0);
      }
    }
  }
}
