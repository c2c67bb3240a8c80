package dev.octet.format.tflite;

import dev.octet.model.Model;

/** Checks what ops are given. */
final class ModelVerifier {
  private ModelVerifier() {}

  static void verify(Model model) {}
}
