package dev.octet.format.tensorflow.text;

import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Schema;
import dev.octet.format.protobuf.TextForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Graphs and SavedModels that were written as text: {@code graph.pbtxt}, {@code saved_model.pbtxt}.
 * They are turned into the binary form, and read as such.
 *
 * <p>Source: {@code graph.proto}, {@code saved_model.proto} and what they import, by way of {@code
 * messages.py}.
 */
public final class TensorFlowText {
  private TensorFlowText() {}

  /** Whether these bytes are text rather than the binary form. */
  public static boolean looksLikeText(MemorySegment bytes) {
    return TextForm.looksLikeText(bytes);
  }

  /**
   * The binary form of a {@code GraphDef}.
   *
   * @throws OctetException {@code MALFORMED_MODEL} with line and column of what is wrong, {@code
   *     UNSUPPORTED_MODEL} for a field that Octet does not know
   */
  public static MemorySegment graph(MemorySegment text) {
    return TextForm.binary(text, schema(), "GraphDef");
  }

  /**
   * The binary form of a {@code SavedModel}.
   *
   * @throws OctetException as {@link #graph}
   */
  public static MemorySegment savedModel(MemorySegment text) {
    return TextForm.binary(text, schema(), "SavedModel");
  }

  private static Schema schema() {
    try (InputStream in = TensorFlowText.class.getResourceAsStream("messages.txt")) {
      String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Schema.parse(table.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
