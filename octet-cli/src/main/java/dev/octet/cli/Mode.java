package dev.octet.cli;

import static dev.octet.cli.InterfaceType.FLOAT32;
import static dev.octet.cli.InterfaceType.INT16;
import static dev.octet.cli.InterfaceType.UINT8;

import java.util.List;

/** The kinds of quantized model, and which element types each may have at its interface. */
enum Mode {
  DYNAMIC,
  WEIGHTS8,
  FLOAT16,
  INT8,
  INT8_ONLY,
  INT16X8,
  INT16X8_ONLY;

  /** The types inputs and outputs may have; the first is the default. */
  List<InterfaceType> interfaceTypes() {
    return switch (this) {
      case DYNAMIC, WEIGHTS8, FLOAT16 -> List.of(FLOAT32);
      case INT8 -> List.of(FLOAT32, InterfaceType.INT8, UINT8);
      case INT8_ONLY -> List.of(InterfaceType.INT8, UINT8);
      case INT16X8, INT16X8_ONLY -> List.of(FLOAT32, INT16);
    };
  }

  /** Whether activations get fixed parameters, which takes their ranges. */
  boolean needsRanges() {
    return switch (this) {
      case DYNAMIC, WEIGHTS8, FLOAT16 -> false;
      case INT8, INT8_ONLY, INT16X8, INT16X8_ONLY -> true;
    };
  }

  /** For picocli. */
  static final class Converter extends Words<Mode> {
    Converter() {
      super(Mode.class);
    }
  }
}
