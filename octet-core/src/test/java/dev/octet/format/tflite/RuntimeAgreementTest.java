package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused as malformed the runtime refuses, too; what it takes is taken. */
class RuntimeAgreementTest {
  private static final Attributes PLAIN = Attributes.of("Tensor");

  private static void bothRefuse(MemorySegment bytes, String what) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.read(bytes, "m"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL))
        .withMessageContaining(what);
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(
            () -> {
              try (Engine engine = Engine.open(bytes, EngineOptions.standard())) {
                engine.prepare();
              }
            })
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RUNTIME));
  }

  private static Model bothTake(MemorySegment bytes) {
    try (Engine engine = Engine.open(bytes, EngineOptions.standard())) {
      engine.prepare();
    }
    Model model = Tflite.read(bytes, "m");
    Model again = Tflite.read(Tflite.bytes(model), "again");
    assertThat(again.signatures()).isEqualTo(model.signatures());
    return again;
  }

  private static RawFile sum(RawFile file, int code, Attributes fields, int buffer) {
    RawFile.Sub graph = file.graph();
    int x = graph.tensor(new byte[] {'x'}, PLAIN, 0, 1);
    int v = graph.tensor(new byte[] {'v'}, fields, buffer, 1);
    int y = graph.tensor(new byte[] {'y'}, PLAIN, 0, 1);
    return graph.op(code, Attributes.of("AddOptions"), new int[] {x, v}, y).end(new int[] {x}, y);
  }

  @Test
  void versionZero() {
    RawFile file = RawFile.start();
    bothRefuse(sum(file, file.code(0, 0, 0, null), PLAIN, file.floats(1)).bytes(), "version 0");
  }

  @Test
  void aBufferThatDoesNotExist() {
    RawFile file = RawFile.start();
    bothRefuse(sum(file, file.code("ADD"), PLAIN, 7).bytes(), "uses buffer 7 of 1");
  }

  @Test
  void aVariableWithData() {
    RawFile file = RawFile.start();
    Attributes variable = PLAIN.with("is_variable", true);
    bothRefuse(
        sum(file, file.code("ADD"), variable, file.floats(1)).bytes(),
        "is a variable and has data");
  }

  @Test
  void aVariableWithout() {
    RawFile file = RawFile.start();
    Attributes variable = PLAIN.with("is_variable", true);
    Model model = bothTake(sum(file, file.code("ADD"), variable, 0).bytes());
    assertThat(model.main().nodes().getFirst().inputs().get(1))
        .isNotNull()
        .satisfies(t -> assertThat(t.isVariable()).isTrue());
  }

  @Test
  void signaturesAndGraphsWithoutNames() {
    RawFile file = RawFile.start();
    sum(file, file.code("ADD"), PLAIN, file.floats(1));
    file.signature("", 0, Map.of("", 0), Map.of("", 2));
    file.signature("", 0, Map.of("x", 0), Map.of());
    Model model = bothTake(file.bytes());
    assertThat(model.main().name()).isEmpty();
    assertThat(model.signatures()).hasSize(2);
  }

  @Test
  void metadataWithoutNameOrData() {
    RawFile file = RawFile.start();
    sum(file, file.code("ADD"), PLAIN, file.floats(1));
    file.metadata("", 0).metadata("", 0).metadata("empty", file.data());
    Model model = bothTake(file.bytes());
    assertThat(model.metadata()).hasSize(3);
  }

  @Test
  void aLongerNumberForAnOldOp() {
    RawFile file = RawFile.start();
    assertThat(
            bothTake(sum(file, file.code(0, 0, 1, null), PLAIN, file.floats(1)).bytes())
                .main()
                .nodes()
                .getFirst()
                .op())
        .isEqualTo("ADD");
    RawFile placeholder = RawFile.start();
    int gelu = placeholder.code(127, 150, 1, null);
    RawFile.Sub graph = placeholder.graph();
    int x = graph.tensor("x", 0, 1);
    int y = graph.tensor("y", 0, 1);
    assertThat(
            bothTake(graph.op(gelu, null, new int[] {x}, y).end(new int[] {x}, y).bytes())
                .main()
                .nodes()
                .getFirst()
                .op())
        .isEqualTo("GELU");
  }
}
