package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.octet.matrix.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Loops that run Keras' cells: which are taken for that, and that all are right as plain loops. */
class CellsInLoopsTest {
  private static final OpTable PLAIN = OpTable.of(false);
  private static final String FUSED = "UNIDIRECTIONAL_SEQUENCE_LSTM";

  @TempDir static Path folder;

  @TestFactory
  List<DynamicTest> computeTheSameAsPlainLoops() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (OpCase c : cases()) {
      tests.add(dynamicTest(c.toString(), () -> same(OpRun.with(PLAIN, c, 1))));
      if (c.samples() > 1) {
        String name = c + " --dynamic-batch";
        tests.add(dynamicTest(name, () -> same(OpRun.with(PLAIN, c, 0))));
      }
    }
    return tests;
  }

  private static List<String> same(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Same.class);
    return outcome instanceof Outcome.Same(List<String> ops) ? ops : List.of();
  }

  private static List<OpCase> cases() throws IOException {
    for (Path archive : OpMatrix.archives()) {
      if (archive.endsWith("rnn.zip")) {
        return OpMatrix.unpack(archive, folder);
      }
    }
    throw new IOException("there is no rnn.zip");
  }

  private static List<String> became(String text) throws IOException {
    var ops = new ArrayList<String>();
    for (OpCase c : cases()) {
      if (c.text().equals(text)) {
        ops.addAll(same(OpRun.one(c)));
      }
    }
    return ops;
  }

  @Test
  void aStandardLstmIsOneOp() throws IOException {
    for (String version : List.of("keras 2: ", "keras 3: ")) {
      assertThat(became(version + "LSTM(4), all steps")).containsExactly(FUSED);
      assertThat(became(version + "LSTM(4)")).containsExactly(FUSED, "STRIDED_SLICE");
      assertThat(became(version + "LSTM(4), backwards")).containsExactly("REVERSE_V2", FUSED);
    }
    assertThat(became("an LSTM of TensorFlow 1")).containsExactly(FUSED);
  }

  @Test
  void inputsOfAGruAreMultipliedBeforeTheLoop() throws IOException {
    for (String version : List.of("keras 2: ", "keras 3: ")) {
      assertThat(became(version + "GRU(4)")).startsWith("FULLY_CONNECTED", "WHILE");
      assertThat(became(version + "GRU(4), reset before")).startsWith("FULLY_CONNECTED", "WHILE");
      assertThat(became(version + "SimpleRNN(4)")).startsWith("FULLY_CONNECTED", "WHILE");
    }
  }

  @Test
  void whatDiffersInOneThingStaysALoop() throws IOException {
    for (String change : List.of("peephole", "clip", "last cell", "residual")) {
      assertThat(became("an LSTM but for: " + change)).contains("WHILE").doesNotContain(FUSED);
    }
    assertThat(became("every second step")).startsWith("TRANSPOSE", "WHILE");
    assertThat(became("not to the end")).startsWith("TRANSPOSE", "WHILE");
    assertThat(became("keras 2: LSTM(4) behind a mask")).contains("WHILE").doesNotContain(FUSED);
  }
}
