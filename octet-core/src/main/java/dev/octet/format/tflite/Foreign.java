package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Tells what a file or folder is that is no {@code .tflite} model. */
final class Foreign {
  private static final String READS =
      "Octet reads .tflite, .keras and .h5 of whole Keras models, SavedModels and frozen graphs";
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private Foreign() {}

  /** The error for these bytes; none of them is a {@code .tflite} file. */
  static OctetException file(MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      return unknown("is empty");
    }
    if (startsWith(bytes, HDF5)) {
      return convertible("is a Keras model (HDF5), it seems");
    }
    if (startsWith(bytes, ZIP)) {
      return convertible("is a zip archive: a .keras or PyTorch model, perhaps");
    }
    return unknown("is not a .tflite file: bytes 4 to 7 are not TFL3").advise(READS);
  }

  /** The error for a folder. */
  static OctetException folder(Path folder) {
    return Files.exists(folder.resolve("saved_model.pb"))
        ? convertible("is a TensorFlow SavedModel")
        : new OctetException(ErrorCode.NOT_READABLE, "is a folder").advise("give a model file");
  }

  /** The error for a format that has no sign at its start, told by the file's name. */
  static Optional<OctetException> named(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".onnx") ? Optional.of(convertible("is an ONNX model")) : Optional.empty();
  }

  private static OctetException convertible(String what) {
    return unknown(what).advise(READS);
  }

  private static OctetException unknown(String what) {
    return new OctetException(ErrorCode.UNKNOWN_FORMAT, what);
  }

  private static boolean startsWith(MemorySegment bytes, byte[] magic) {
    return bytes.byteSize() >= magic.length
        && Arrays.equals(bytes.asSlice(0, magic.length).toArray(ValueLayout.JAVA_BYTE), magic);
  }
}
