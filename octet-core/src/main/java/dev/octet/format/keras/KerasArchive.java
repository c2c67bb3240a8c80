package dev.octet.format.keras;

import com.google.gson.JsonObject;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5File;
import dev.octet.format.hdf5.Hdf5Group;
import dev.octet.io.MappedFile;
import dev.octet.io.ZipArchive;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a Keras file holds, whatever its format.
 *
 * @param form which format it is
 * @param config the architecture: an object with {@code class_name} and {@code config}
 * @param kerasVersion the version of Keras that wrote it, such as 2.15.0; "1" where it does not say
 * @param weights the HDF5 file with the weights
 * @param weightGroup the group in it that has a group per layer: {@code model_weights}, or the root
 */
record KerasArchive(
    Form form, JsonObject config, String kerasVersion, Hdf5File weights, Hdf5Group weightGroup) {
  /** The formats. */
  enum Form {
    /** One HDF5 file, with the architecture in an attribute. */
    H5,
    /** A zip archive: {@code config.json}, {@code metadata.json}, {@code model.weights.h5}. */
    ZIP
  }

  /** Whether a file that starts with these bytes may be a Keras model: HDF5 or a zip archive. */
  static boolean recognises(MemorySegment start) {
    return ZipArchive.recognises(start) || Hdf5File.recognises(start);
  }

  /**
   * Whether a file may be a Keras model; false for one that is not there.
   *
   * @throws OctetException NOT_READABLE
   */
  static boolean recognises(Path file) {
    return Files.isRegularFile(file) && recognises(MappedFile.map(file));
  }

  /**
   * Maps a file. It must not change while it, or what is read from it, is in use.
   *
   * @throws OctetException NOT_READABLE; UNKNOWN_FORMAT if it is a folder
   */
  static MemorySegment map(Path file) {
    if (Files.isDirectory(file)) {
      throw NotKeras.folder(file).in(file.toString());
    }
    return MappedFile.map(file);
  }

  /**
   * Opens a file; weights that are stored as they are needed are views on it.
   *
   * @param bytes all of it
   * @throws OctetException UNKNOWN_FORMAT if it is something else; UNSUPPORTED_MODEL if it holds
   *     weights only, or keeps them in a way that is not known; MALFORMED_MODEL; MODEL_TOO_LARGE.
   *     These name the place in the file, not the file, and so do those that reading weights throws
   */
  static KerasArchive open(MemorySegment bytes) {
    if (ZipArchive.recognises(bytes)) {
      return ZipForm.open(bytes);
    }
    if (Hdf5File.recognises(bytes)) {
      return H5Form.open(bytes);
    }
    throw NotKeras.file(bytes);
  }
}
