package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.text.TensorFlowText;
import dev.octet.io.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of a SavedModel that has its graphs: {@code saved_model.pb}, or where there is none
 * {@code saved_model.pbtxt}.
 *
 * <p>Source: {@code cc/saved_model/constants.h}, {@code reader.cc}.
 *
 * @param folder of the SavedModel
 */
record SavedModelFile(Path folder) {
  private static final String BINARY = "saved_model.pb";
  private static final String TEXT = "saved_model.pbtxt";

  /** Whether there is one. */
  boolean exists() {
    return Files.exists(folder.resolve(BINARY)) || Files.exists(folder.resolve(TEXT));
  }

  /**
   * What is in the file: a {@code SavedModel}.
   *
   * @throws OctetException if there is none
   */
  Message read() {
    if (Files.exists(folder.resolve(BINARY))) {
      return Message.of(MappedFile.map(folder.resolve(BINARY)));
    }
    if (Files.exists(folder.resolve(TEXT))) {
      return Message.of(TensorFlowText.savedModel(MappedFile.map(folder.resolve(TEXT))));
    }
    throw new OctetException(ErrorCode.UNKNOWN_FORMAT, "is a folder without " + BINARY)
        .advise(advice());
  }

  /** As TensorFlow Serving has it, a model lies in folders that have its versions for names. */
  private String advice() {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> models =
          files
              .filter(f -> new SavedModelFile(f).exists())
              .map(f -> f.getFileName().toString())
              .sorted()
              .toList();
      return models.isEmpty()
          ? "give the folder of a SavedModel, or a file"
          : "there are SavedModels in it: " + String.join(", ", models);
    } catch (IOException e) {
      return "it cannot be read: " + e.getMessage();
    }
  }
}
