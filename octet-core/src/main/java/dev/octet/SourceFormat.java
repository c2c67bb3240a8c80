package dev.octet;

import dev.octet.format.keras.KerasArchive;

/** What a model file is. */
public sealed interface SourceFormat {
  /** LiteRT's own. */
  record LiteRt() implements SourceFormat {
    @Override
    public String text() {
      return "LiteRT (.tflite)";
    }
  }

  /**
   * One that Keras wrote.
   *
   * @param form how it is packed
   * @param version of Keras, such as 3.15.1
   */
  record Keras(KerasArchive.Form form, String version) implements SourceFormat {
    @Override
    public String text() {
      return switch (form) {
        case H5 -> "Keras %s (HDF5)".formatted(version);
        case ZIP -> "Keras %s (.keras)".formatted(version);
      };
    }
  }

  /** For people. */
  String text();
}
