package dev.octet;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.keras.KerasArchive;
import dev.octet.format.protobuf.Field.Wire;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.text.TensorFlowText;
import dev.octet.format.tensorflow.weights.ChangedConstant;
import dev.octet.format.tensorflow.weights.GraphWeights;
import dev.octet.format.tensorflow.weights.LeftConstant;
import dev.octet.format.tensorflow.weights.WeightResult;
import dev.octet.format.tensorflow.weights.WeightSettings;
import dev.octet.format.tflite.Tflite;
import dev.octet.io.MappedFile;
import dev.octet.io.SafeFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A frozen graph of TensorFlow with smaller weights, not yet written. It remains a frozen graph for
 * TensorFlow; {@link Octet} makes models for LiteRT.
 *
 * @param file the graph's file
 * @param settings what was asked for
 * @param result the new graph
 */
public record WeightQuantization(Path file, WeightSettings settings, WeightResult result) {
  private static final String ADVICE =
      "give a frozen graph, .pb or .pbtxt; octet quantize takes other models";

  /** As large as a message of protocol buffers can be. */
  private static final long LARGEST = Integer.MAX_VALUE;

  /**
   * Reads a frozen graph, in binary or as text, and decides what becomes of its constants. The file
   * must not change before the result is written.
   *
   * @throws OctetException if it cannot be read, or is no graph
   */
  public static WeightQuantization of(Path file, WeightSettings settings) {
    if (Files.isDirectory(file)) {
      throw new OctetException(ErrorCode.UNKNOWN_FORMAT, "is a folder")
          .in(file.toString())
          .advise(ADVICE);
    }
    MemorySegment bytes = MappedFile.map(file);
    try {
      return new WeightQuantization(file, settings, GraphWeights.apply(graph(bytes), settings));
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  private static Message graph(MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      throw foreign("is empty");
    }
    if (Tflite.isTflite(bytes)) {
      throw foreign("is a model of LiteRT");
    }
    if (KerasArchive.recognises(bytes)) {
      throw foreign("is a Keras model, or an archive");
    }
    if (TensorFlowText.looksLikeText(bytes)) {
      return Message.of(TensorFlowText.graph(bytes));
    }
    if (bytes.byteSize() > LARGEST) {
      throw new OctetException(
              ErrorCode.MODEL_TOO_LARGE, "has %d bytes".formatted(bytes.byteSize()))
          .advise("no frozen graph is larger than 2 GB");
    }
    Message message = Message.of(bytes);
    if (isSavedModel(message)) {
      throw foreign("is a SavedModel, whose weights are in files beside it");
    }
    return message;
  }

  /** A SavedModel starts with its version, where a graph has a node. */
  private static boolean isSavedModel(Message message) {
    return message.find(1).filter(f -> f.wire() == Wire.VARINT).isPresent()
        && message.find(2).filter(f -> f.wire() == Wire.BYTES).isPresent();
  }

  private static OctetException foreign(String what) {
    return new OctetException(ErrorCode.UNKNOWN_FORMAT, what).advise(ADVICE);
  }

  /** The constants that are smaller, or rounded, in the result. */
  public List<ChangedConstant> changed() {
    return result.changed();
  }

  /** The constants of many reals that stay as they are, and why. */
  public List<LeftConstant> left() {
    return result.left();
  }

  /**
   * Writes the graph, as a stream: beside the target, then moved into its place. When anything goes
   * wrong an older file stays as it was.
   *
   * @throws OctetException if it cannot be written
   */
  public void write(Path target) {
    if (result.graph().size() > LARGEST) {
      throw new OctetException(
              ErrorCode.MODEL_TOO_LARGE, "would have %d bytes".formatted(result.graph().size()))
          .in(target.toString())
          .advise("no frozen graph is larger than 2 GB");
    }
    SafeFile.write(target, result.graph()::writeTo);
  }
}
