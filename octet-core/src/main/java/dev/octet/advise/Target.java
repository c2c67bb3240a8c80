package dev.octet.advise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model is to run on. */
public enum Target {
  /** LiteRT on the processor of a phone, a computer or a small board, with XNNPACK. */
  CPU("the CPU"),
  /** LiteRT's GPU delegate. */
  GPU("the GPU delegate"),
  /** Coral's Edge TPU, by way of its compiler. */
  EDGETPU("the Edge TPU"),
  /** TensorFlow Lite for Microcontrollers. */
  MICROCONTROLLER("TFLite Micro");

  private final String title;

  Target(String title) {
    this.title = title;
  }

  /** The name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name in a sentence. */
  public String title() {
    return title;
  }

  /** The target with that name on the command line. */
  public static Optional<Target> of(String text) {
    return Arrays.stream(values()).filter(t -> t.text().equals(text)).findFirst();
  }

  /** Whether a batch that a file leaves open is best fixed. */
  public boolean fixesBatch() {
    return switch (this) {
      case CPU -> false;
      case GPU, EDGETPU, MICROCONTROLLER -> true;
    };
  }

  /** The ops it takes. */
  OpList ops() {
    return switch (this) {
      case CPU -> OpList.everything();
      case GPU -> GpuOps.list();
      case EDGETPU -> EdgeTpuOps.list();
      case MICROCONTROLLER -> MicroOps.list();
    };
  }

  /** How it is decided what suits it. */
  Tree tree() {
    return switch (this) {
      case CPU -> new CpuTree();
      case GPU -> new GpuTree();
      case EDGETPU -> new EdgeTpuTree();
      case MICROCONTROLLER -> new MicroTree();
    };
  }
}
