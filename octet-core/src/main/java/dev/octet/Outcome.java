package dev.octet;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.plan.Plan;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
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
   * @throws OctetException if it cannot be written, or the runtime refuses it
   */
  public void write(Path target, Verification verification, int threads) {
    Tflite.write(model, target, threads, bytes -> check(bytes, verification));
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
