package dev.octet;

import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.op.RuntimeVersions;
import dev.octet.rewrite.Rewrites;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as its file has it: nothing is cleaned up yet.
 *
 * @param file where it comes from; the folder of a SavedModel
 * @param format what the file is
 * @param model what it holds; of another format than LiteRT's, lowered to LiteRT's ops
 * @param bytes the file itself where it is a {@code .tflite} that holds just this model, else null
 */
public record SourceModel(
    Path file, SourceFormat format, Model model, @Nullable MemorySegment bytes) {
  /**
   * The model as engines take it: a {@code .tflite} file as it is, another one as {@link
   * Conversion} would write it.
   *
   * @throws dev.octet.error.OctetException if it cannot be written
   */
  public VerifiedModel verified() {
    if (bytes != null) {
      return new VerifiedModel(file, model, bytes);
    }
    Model ready = ready();
    return new VerifiedModel(file, ready, Tflite.bytes(ready));
  }

  /** The model of a {@code .tflite} as it is, another one as {@link Conversion} would write it. */
  Model ready() {
    return switch (format) {
      case SourceFormat.LiteRt _ -> model;
      case SourceFormat.Keras _, SourceFormat.TensorFlow _ -> cleaned();
    };
  }

  /** What reading it decided for the user, a line each. */
  public List<String> notes() {
    return switch (format) {
      case SourceFormat.LiteRt _, SourceFormat.Keras _ -> List.of();
      case SourceFormat.TensorFlow tensorFlow -> tensorFlow.notes();
    };
  }

  /**
   * The model closer to LiteRT's ops, where it comes from another format; else with factors in the
   * scales of weights that are integers, before these are taken for floats.
   */
  Model tidied() {
    return switch (format) {
      case SourceFormat.LiteRt _ -> Rewrites.scaleIntegers(model);
      case SourceFormat.Keras _, SourceFormat.TensorFlow _ -> Rewrites.tidyLowered(model);
    };
  }

  /** The model cleaned up, with the oldest runtime that runs it in its metadata. */
  Model cleaned() {
    return RuntimeVersions.load().record(Rewrites.cleanUp(tidied()));
  }
}
