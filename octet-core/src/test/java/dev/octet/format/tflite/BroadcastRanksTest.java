package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Broadcasts in so many dimensions that kernels abort the process. */
class BroadcastRanksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SQUARED_DIFFERENCE; f32[1,2,2,2]; f32[2,2,2,2]",
        "SQUARED_DIFFERENCE; f32[2,2,2,2,2]; f32[2,2,2,2,2]",
        "SQUARED_DIFFERENCE; i8[2,2,2,2,2] quant(scale 0.1, zero 0); i8[1] quant(scale 0.1, zero"
            + " 0)",
        "LESS; f32[2,2,2,2,2,2,2]; f32[2,2,2,2,2,2,2]",
        "MAXIMUM; f32[1,2,2,2,2]; f32[2,2,2,2,2]",
        "MUL; f32[1,2,2,2,2,2]; f32[2,2,2,2,2,2]",
        "ADD; f32[1,2,2,2,2,2,2,2]; f32[2,2,2,2,2,2,2,2]",
      })
  void theseTheKernelsTake(String op, String a, String b) {
    assertThatCode(() -> read(op, a, b)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SQUARED_DIFFERENCE; f32[1,2,2,2,2]; f32[2,2,2,2,2]",
        "POW; f32[2,2,2,2,2]; f32[]",
        "EQUAL; i32[2,2,2,2,2]; i32[2]",
        "LOGICAL_OR; bool[2,2,2,2,2]; bool[2]",
        "DIV; f32[2,2,2,2,2,2]; f32[2]",
        "MINIMUM; f32[2,2,2,2,2,2]; f32[2]",
        "MUL; f32[2,2,2,2,2,2,2]; f32[2]",
        "SUB; f32[2,2,2,2,2,2,2,2]; f32[2]",
      })
  void onTheseTheyWouldAbort(String op, String a, String b) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> read(op, a, b))
        .withMessageContaining("its kernel takes no more than")
        .satisfies(
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.MALFORMED_MODEL));
  }

  private static void read(String op, String a, String b) {
    boolean bool = op.equals("LESS") || op.equals("EQUAL") || op.startsWith("LOGICAL");
    String y = bool ? "bool" + a.substring(a.indexOf('['), a.indexOf(']') + 1) : a;
    Tflite.bytes(
        Text.parse(
            """
            graph main(%%a: %s, %%b: %s) -> (%%y) {
              %%y: %s = %s(%%a, %%b)
            }
            """
                .formatted(a, b, y, op)));
  }
}
