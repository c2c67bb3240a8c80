package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import org.junit.jupiter.api.Test;

/** {@code octet advise}, on the example. */
class AdviseJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();

  private final Shell shell = Shell.real();

  @Test
  void theAdviceComesFirst() {
    assertThat(shell.run("advise", MODEL, "--data-available")).as(shell.err()).isZero();
    assertThat(shell.out())
        .startsWith("Quantize to int8, calibrated with samples.\n\nWhy\n")
        .containsPattern("int8 +4\\d\\.\\d KB +20 of 20 +20 +needed")
        .contains("octet quantize " + MODEL + " -o fashion-int8.tflite --mode int8");
  }

  @Test
  void programsGetTheSame() {
    assertThat(shell.run("advise", MODEL, "--target", "edgetpu", "--json"))
        .as(shell.err())
        .isZero();
    JsonObject json = JsonParser.parseString(shell.out()).getAsJsonObject();
    assertThat(json.get("target").getAsString()).isEqualTo("edgetpu");
    assertThat(json.get("mode").getAsString()).isEqualTo("int8-only");
    assertThat(json.getAsJsonArray("modes")).hasSize(9);
    assertThat(json.getAsJsonObject("fit").getAsJsonArray("obstacles")).isEmpty();
  }

  @Test
  void anotherTargetIsRefused() {
    assertThat(shell.run("advise", MODEL, "--target", "toaster")).isEqualTo(2);
    assertThat(shell.err()).contains("cpu, gpu, edgetpu, microcontroller");
  }
}
