package dev.octet;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.MissingOps;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a finished model once the runtime has accepted it.
 *
 * @param model the model
 * @param before the one it was made from
 */
record Delivery(Model model, Model before) {
  /** As {@link Outcome#write} says. */
  List<String> write(Path target, Verification verification, int threads) {
    List<String> missing = verification == Verification.NONE ? List.of() : missing();
    Verification possible = missing.isEmpty() ? verification : Verification.NONE;
    var notes = new ArrayList<String>();
    if (!missing.isEmpty()) {
      notes.add("was not tried in the runtime here, which has no " + String.join(", ", missing));
    }
    Tflite.write(model, target, threads, bytes -> check(bytes, possible, notes));
    return notes;
  }

  /** The ops that the runtime lacks, unless one of them was not there before. */
  private List<String> missing() {
    List<String> now = MissingOps.of(model, KernelSet.PLAIN);
    return !now.isEmpty() && MissingOps.of(before, KernelSet.PLAIN).containsAll(now)
        ? now
        : List.of();
  }

  private static void check(MemorySegment bytes, Verification verification, List<String> notes) {
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
          KernelSet wanted = engine.kernels();
          setToZero(engine);
          engine.run();
          if (engine.kernels() != wanted) {
            notes.add("runs only where XNNPACK, LiteRT's default, is turned off: it refuses this");
          }
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
