package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scales for which kernels abort the process. */
class ScaleRulesTest {
  private static void read(String op, String type, String a, String b, String y) {
    Tflite.bytes(
        Text.parse(
            """
            graph main(%a: T[4] quant(scale A, zero 0), %b: T[4] quant(scale B, zero 0)) -> (%y) {
              %y: Y = OP(%a, %b)
            }
            """
                .replace("Y =", y.equals("bool") ? "bool[4] =" : "T[4] quant(scale Y, zero 0) =")
                .replace("T[", type + "[")
                .replace("scale A", "scale " + a)
                .replace("scale B", "scale " + b)
                .replace("scale Y", "scale " + y)
                .replace("OP", op)));
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, i8, 0.02, 0.03, 0.05",
    "ADD, u8, 1.0, 1.0, 1.0E-5",
    "ADD, i16, 0.5, 0.3, 0.8",
    "ADD, i16, 1.0, 1.0, 9.5367431640625E-7",
    "SUB, i8, 1.0, 1.0, 1.0E-9",
    "SQUARED_DIFFERENCE, i8, 0.02, 0.03, 0.05",
    "LESS, i8, 0.5, 2.0, bool",
    "MUL, i8, 1.0E30, 1.0E30, 1.0",
  })
  void theseTheKernelsTake(String op, String type, String a, String b, String y) {
    assertThatCode(() -> read(op, type, a, b, y)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, i8, 1.0, 1.0, 1.0E-6",
    "ADD, i8, 1.0E34, 1.0, 1.0E34",
    "ADD, i16, 0.3, 0.3, 1.0E-6",
    "SUB, i8, 524288.0, 1.0, 1.0",
    "SUB, i8, 1.0E38, 1.0E-30, 1.0E38",
    "SQUARED_DIFFERENCE, i8, 1.0, 1.0, 1.0E-6",
    "EQUAL, i8, 1.0, 0.5, bool",
    "LESS, i8, 0.5, 1.0, bool",
  })
  void onTheseTheyWouldAbort(String op, String type, String a, String b, String y) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> read(op, type, a, b, y))
        .withMessageContaining("scale")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL));
  }
}
