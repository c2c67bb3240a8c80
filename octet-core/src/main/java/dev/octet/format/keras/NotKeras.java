package dev.octet.format.keras;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Tells what a file is that is no whole Keras model. */
final class NotKeras {
  private static final String READS =
      "Octet reads .tflite, .keras and .h5 of whole Keras models, SavedModels and frozen graphs";
  private static final int PICKLE = 0x80;

  private NotKeras() {}

  /** A file that is neither HDF5 nor a zip archive. */
  static OctetException file(MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      return unknown("is empty");
    }
    int first = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 0));
    int second = bytes.byteSize() > 1 ? bytes.get(ValueLayout.JAVA_BYTE, 1) : 0;
    if (first == PICKLE && second >= 2 && second <= 5) {
      return unknown("is a Python pickle, which could run anything");
    }
    if (bytes.byteSize() >= 8 && "TFL3".equals(text(bytes, 4, 4))) {
      return unknown("is a .tflite model, no Keras model");
    }
    if (first == '{') {
      return unknown("is JSON: an architecture, perhaps, without its weights");
    }
    return unknown(
        "is no Keras model (neither HDF5 nor a zip archive) and no .tflite (bytes 4 to 7 are not"
            + " TFL3)");
  }

  private static String text(MemorySegment bytes, long at, long length) {
    return new String(
        bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }

  /** A folder. */
  static OctetException folder(Path folder) {
    return unknown(
        Files.exists(folder.resolve("saved_model.pb"))
            ? "is a TensorFlow SavedModel"
            : "is a folder");
  }

  /** A zip archive without an architecture. */
  static OctetException zip(Collection<String> names) {
    if (names.stream().anyMatch(n -> n.equals("data.pkl") || n.endsWith("/data.pkl"))) {
      return unknown("is a PyTorch model");
    }
    if (names.stream().allMatch(n -> n.endsWith(".npy"))) {
      return unknown("is an archive of NumPy arrays");
    }
    return unknown("is a zip archive, but no Keras model: it has no config.json");
  }

  /** An archive with an architecture, but with weights in another form. */
  static OctetException otherWeights(Collection<String> names) {
    if (names.contains("model.weights.json")) {
      return unsupported("keeps its weights in several files")
          .advise("save it in one piece: without max_shard_size");
    }
    if (names.contains("model.weights.npz")) {
      return unsupported("keeps its weights as NumPy arrays")
          .advise("load it and save it again with Keras: its weights are HDF5 by default");
    }
    return unsupported("has no weights (no model.weights.h5)")
        .advise("save the whole model with model.save(...)");
  }

  /** A file that lacks the architecture. */
  static OctetException weightsOnly() {
    return unsupported("holds weights only: it does not say what the layers are")
        .advise("save the whole model with model.save(...)");
  }

  static OctetException unknown(String what) {
    return new OctetException(ErrorCode.UNKNOWN_FORMAT, what).advise(READS);
  }

  private static OctetException unsupported(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what);
  }
}
