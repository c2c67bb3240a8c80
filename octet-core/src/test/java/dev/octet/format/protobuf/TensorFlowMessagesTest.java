package dev.octet.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.Mutations;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What TensorFlow wrote as text means what it wrote in binary. */
class TensorFlowMessagesTest {
  private static final Path MESSAGES =
      Fixtures.root()
          .resolve("octet-core/src/main/resources/dev/octet/format/tensorflow/text/messages.txt");

  @ParameterizedTest
  @CsvSource({"graph, GraphDef", "saved_model, SavedModel"})
  void textMeansTheSame(String name, String type) throws IOException {
    Schema schema = Schema.parse(Files.readAllLines(MESSAGES));
    MemorySegment text = MappedFile.map(file(name + ".pbtxt"));
    MemorySegment binary = MappedFile.map(file(name + ".pb"));
    assertThat(TextForm.looksLikeText(text)).isTrue();
    assertThat(TextForm.looksLikeText(binary)).isFalse();
    var canonical = new CanonicalMessage(schema);
    assertThat(canonical.text(Message.of(TextForm.binary(text, schema, type)), type))
        .isEqualTo(canonical.text(Message.of(binary), type));
  }

  @ParameterizedTest
  @CsvSource({"graph, GraphDef", "saved_model, SavedModel"})
  void damagedTextIsReadOrRefused(String name, String type) throws IOException {
    Schema schema = Schema.parse(Files.readAllLines(MESSAGES));
    byte[] original = Files.readAllBytes(file(name + ".pbtxt"));
    for (int seed = 0; seed < 1000; seed++) {
      byte[] mutant = Mutations.of(original, new Random(seed));
      try {
        TextForm.binary(MemorySegment.ofArray(mutant), schema, type);
      } catch (OctetException e) {
        assertThat(e.code()).isIn(ErrorCode.MALFORMED_MODEL, ErrorCode.UNSUPPORTED_MODEL);
        assertThat(e.advice()).isNotEmpty();
      }
    }
  }

  private static Path file(String name) {
    return Fixtures.root().resolve("octet-core/src/test/resources/tensorflow/text/" + name);
  }
}
