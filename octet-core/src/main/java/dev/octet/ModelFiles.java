package dev.octet;

import dev.octet.format.keras.Keras;
import dev.octet.format.keras.KerasOptions;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import java.nio.file.Path;

/** Reads a model of any format that Octet knows, which its bytes tell. */
final class ModelFiles {
  private ModelFiles() {}

  static Model read(Path file) {
    return Keras.recognises(file) ? Keras.read(file, KerasOptions.standard()) : Tflite.read(file);
  }
}
