package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells what to give instead of what belongs to a model and is none. */
final class NoModel {
  private static final String EXPORT =
      "export a SavedModel, or freeze the graph with its checkpoint";
  private static final String READS =
      "Octet reads SavedModels, frozen graphs, .keras and .h5 of whole Keras models, and .tflite";

  private NoModel() {}

  /** The error for a file; empty for a graph or a SavedModel. */
  static Optional<OctetException> of(FileKind kind) {
    return switch (kind) {
      case GRAPH, SAVED_MODEL -> Optional.empty();
      case META_GRAPH ->
          unknown("is the graph of a checkpoint, without the values of its variables", EXPORT);
      case CHECKPOINT -> unknown("is part of a checkpoint, which has no graph to use", EXPORT);
      case KERAS_METADATA, FINGERPRINT ->
          unknown("belongs to a SavedModel and has no graph", "give the folder that it lies in");
      case ONNX -> unknown("is an ONNX model", READS);
      case CORE_ML -> unknown("is a Core ML model", READS);
      case UNKNOWN -> unknown("is neither a graph nor a SavedModel of TensorFlow", READS);
    };
  }

  /** Whether a folder is part of a SavedModel, or holds checkpoints. */
  static boolean isPart(Path folder) {
    return isVariables(folder) || Files.exists(folder.resolve("checkpoint"));
  }

  /** Whether a path is what the files of a checkpoint start with. */
  static boolean isCheckpoint(Path path) {
    return !Files.exists(path) && Files.isRegularFile(Path.of(path + ".index"));
  }

  /** The error for a folder without a SavedModel. */
  static OctetException folder(Path folder) {
    return isVariables(folder)
        ? error("holds the variables of a SavedModel", "give the folder that it lies in")
        : error("holds checkpoints, which have no graph to use", EXPORT);
  }

  private static boolean isVariables(Path folder) {
    return Files.isDirectory(folder)
        && Files.exists(folder.resolve("variables.index"))
        && new SavedModelFile(folder.toAbsolutePath().resolveSibling("")).exists();
  }

  /** The error for what the files of a checkpoint start with. */
  static OctetException checkpoint() {
    return error("is a checkpoint, which has no graph to use", EXPORT);
  }

  private static Optional<OctetException> unknown(String what, String advice) {
    return Optional.of(error(what, advice));
  }

  private static OctetException error(String what, String advice) {
    return new OctetException(ErrorCode.UNKNOWN_FORMAT, what).advise(advice);
  }
}
