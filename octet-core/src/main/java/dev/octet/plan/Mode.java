package dev.octet.plan;

import dev.octet.model.ElementType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of quantized models that LiteRT knows. */
public enum Mode {
  /** Int8 weights; activations are quantized while the model runs, where a kernel can. */
  DYNAMIC,
  /** Int8 weights behind DEQUANTIZE; everything computes in float. */
  WEIGHTS8,
  /** Float16 weights behind DEQUANTIZE; everything computes in float. */
  FLOAT16,
  /** Int8 weights and activations; ops without an integer form stay float. */
  INT8,
  /** Int8 weights and activations and nothing else. */
  INT8_ONLY,
  /** Int16 activations, int8 weights; ops without such a form stay float. */
  INT16X8,
  /** Int16 activations, int8 weights and nothing else. */
  INT16X8_ONLY;

  /** The name on the command line, such as {@code int8-only}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mode with that name on the command line. */
  public static Optional<Mode> of(String text) {
    return Arrays.stream(values()).filter(m -> m.text().equals(text)).findFirst();
  }

  /** Whether activations become integers, so that ranges must be known. */
  public boolean isInteger() {
    return switch (this) {
      case INT8, INT8_ONLY, INT16X8, INT16X8_ONLY -> true;
      case DYNAMIC, WEIGHTS8, FLOAT16 -> false;
    };
  }

  /** Whether an op that must stay float is an error. */
  public boolean isStrict() {
    return this == INT8_ONLY || this == INT16X8_ONLY;
  }

  /** The type of integer activations; only for integer modes. */
  public ElementType activationType() {
    return switch (this) {
      case INT8, INT8_ONLY -> ElementType.INT8;
      case INT16X8, INT16X8_ONLY -> ElementType.INT16;
      case DYNAMIC, WEIGHTS8, FLOAT16 ->
          throw new IllegalStateException(text() + " keeps float activations");
    };
  }
}
