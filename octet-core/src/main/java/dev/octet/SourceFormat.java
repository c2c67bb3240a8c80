package dev.octet;

import dev.octet.format.keras.KerasArchive;
import dev.octet.format.tensorflow.TensorFlowModel;
import java.util.List;

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

  /**
   * One of TensorFlow.
   *
   * @param form how it is stored
   * @param version of TensorFlow, such as 2.20.0; empty where it is not known
   * @param notes what reading it decided for the user, a line each
   */
  record TensorFlow(TensorFlowModel.Form form, String version, List<String> notes)
      implements SourceFormat {
    /** Copies the notes. */
    public TensorFlow {
      notes = List.copyOf(notes);
    }

    @Override
    public String text() {
      return switch (form) {
        case SAVED_MODEL -> "SavedModel of TensorFlow " + version;
        case FROZEN_GRAPH -> "frozen graph of TensorFlow";
      };
    }
  }

  /** For people. */
  String text();
}
