package dev.octet.plan;

import static dev.octet.plan.Treatment.Kind;

import dev.octet.model.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The built-in recipes: the kinds of quantized models that LiteRT knows. */
public enum Mode {
  /** Int8 weights; activations are quantized while the model runs, where a kernel can. */
  DYNAMIC(Kind.DYNAMIC, 8, false),
  /** Int8 weights behind DEQUANTIZE; everything computes in float. */
  WEIGHTS8(Kind.WEIGHTS, 8, false),
  /** Int4 weights, where a kernel takes them, and the rest like {@link #DYNAMIC}. */
  DYNAMIC4(Kind.DYNAMIC, 4, false),
  /** Int4 weights behind DEQUANTIZE; everything computes in float. */
  WEIGHTS4(Kind.WEIGHTS, 4, false),
  /** Float16 weights behind DEQUANTIZE; everything computes in float. */
  FLOAT16(Kind.FLOAT16, 8, false),
  /** Int8 weights and activations; ops without an integer form stay float. */
  INT8(Kind.INT8, 8, false),
  /** Int8 weights and activations and nothing else. */
  INT8_ONLY(Kind.INT8, 8, true),
  /** Int16 activations, int8 weights; ops without such a form stay float. */
  INT16X8(Kind.INT16X8, 8, false),
  /** Int16 activations, int8 weights and nothing else. */
  INT16X8_ONLY(Kind.INT16X8, 8, true);

  private final Kind kind;
  private final int weightBits;
  private final boolean strict;

  Mode(Kind kind, int weightBits, boolean strict) {
    this.kind = kind;
    this.weightBits = weightBits;
    this.strict = strict;
  }

  /** The name on the command line, such as {@code int8-only}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mode with that name on the command line. */
  public static Optional<Mode> of(String text) {
    return Arrays.stream(values()).filter(m -> m.text().equals(text)).findFirst();
  }

  /** The scheme that it asks of every op. */
  public Kind kind() {
    return kind;
  }

  /** Integer-only int8 has int8 inputs and outputs, all others float. */
  public Recipe recipe() {
    ElementType io = this == INT8_ONLY ? ElementType.INT8 : ElementType.FLOAT32;
    return new Recipe(text(), strict, io, io, List.of(Rule.forAll(change())));
  }

  private Change change() {
    Change plain = Change.to(kind);
    Change change = weightBits == WeightFormat.INT8.bits() ? plain : plain.withBits(weightBits);
    return kind == Kind.DYNAMIC ? change.withMinElements(Recipe.DEFAULT_MIN_ELEMENTS) : change;
  }
}
