package dev.octet;

import dev.octet.model.Model;
import java.nio.file.Path;
import java.util.List;

/**
 * A model as a tidy {@code .tflite}, not yet written: batch normalization is folded, activations
 * are fused, what does nothing is gone. Nothing is quantized, and what is quantized stays so.
 *
 * @param source the model as its file has it
 * @param model the result
 */
public record Conversion(SourceModel source, Model model) {
  static Conversion of(SourceModel source) {
    return new Conversion(source, source.cleaned());
  }

  /**
   * Writes the model: beside the target, then checked, then moved into its place. When anything
   * goes wrong an older file stays as it was.
   *
   * <p>A model with ops that the runtime lacks is not tried there.
   *
   * @return what the user should know of the check, a line each
   * @throws dev.octet.error.OctetException if it cannot be written, or the runtime refuses it
   */
  public List<String> write(Path target, Verification verification, int threads) {
    return new Delivery(model, source.model()).write(target, verification, threads);
  }
}
