package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
  @ParameterizedTest
  @EnumSource(
      names = {
        "BOOL", "INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64", "FLOAT16",
        "FLOAT32", "FLOAT64"
      })
  void everyTypeGoesToEveryReal(ElementType from) {
    boolean bool = from == ElementType.BOOL;
    NdArray stored = bool ? integers(from, 1, 0) : numbers(from, 100, 3);
    double[] expected = bool ? new double[] {1, 0} : new double[] {100, 3};
    for (var to : List.of(ElementType.FLOAT32, ElementType.FLOAT16, ElementType.FLOAT64)) {
      assertThat(reals(convert(stored, input(to, null)))).as("%s", to).containsExactly(expected);
    }
  }

  @Test
  void integersKeepTheirSign() {
    var f32 = input(ElementType.FLOAT32, null);
    assertThat(reals(convert(integers(ElementType.INT8, -1, -128), f32))).containsExactly(-1, -128);
    assertThat(reals(convert(integers(ElementType.UINT8, -1, -128), f32)))
        .containsExactly(255, 128);
    assertThat(reals(convert(integers(ElementType.UINT64, -1, 1), f32))).containsExactly(0x1p64, 1);
  }

  @Test
  void integersGoToIntegersThatHoldThem() {
    var i32 = input(ElementType.INT32, null);
    assertThat(reals(convert(integers(ElementType.INT64, -7, 1 << 30), i32)))
        .containsExactly(-7, 1 << 30);
    assertRefused(() -> convert(integers(ElementType.INT64, 0, 1L << 31), i32))
        .hasMessageContaining("element 1 is 2147483648, out of range of i32");
    assertRefused(
            () -> convert(integers(ElementType.UINT64, 1, -1), input(ElementType.INT64, null)))
        .hasMessageContaining("18446744073709551615, out of range of i64");
    assertRefused(() -> convert(integers(ElementType.UINT8, 1, 2), input(ElementType.BOOL, null)))
        .hasMessageContaining("element 1 is 2, out of range of bool");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void realsMustBeFinite(float value) {
    NdArray stored = NdArray.of(new long[] {1, 2}, 1f, value);
    var quantized = new PerTensor(1, 0);
    for (InputSpec to :
        List.of(
            input(ElementType.FLOAT32, null),
            input(ElementType.FLOAT64, null),
            input(ElementType.INT8, quantized))) {
      assertRefused(() -> convert(stored, to))
          .hasMessage("array 'in': sample 0: element 1 is " + value);
    }
  }

  @Test
  void realsMustFit() {
    NdArray large = NdArray.of(new long[] {1, 2}, 1f, 1e5f);
    assertRefused(() -> convert(large, input(ElementType.FLOAT16, null)))
        .hasMessageContaining("element 1 is 100000.0, too large here");
    var small = DataOptions.normalized(0, 1e-38f);
    assertRefused(
            () ->
                Datasets.of(List.of(input(ElementType.FLOAT32, null)), Map.of("in", large), small)
                    .array(0, 0))
        .hasMessageContaining("too large here");
  }

  @Test
  void typesThatNoArrayHoldsAreRefused() {
    NdArray stored = NdArray.of(new long[] {1, 2}, 1f, 2f);
    assertRefused(() -> convert(stored, input(ElementType.STRING, null)))
        .hasMessageContaining("input 'in' string[1,2] cannot be fed from arrays");
  }

  @Property(tries = 200)
  void quantizedValuesAreTheNearest(
      @ForAll @Size(2) List<@FloatRange(min = -3, max = 3) Float> values,
      @ForAll @IntRange(min = 1, max = 1000) int thousandths) {
    float scale = thousandths / 1000f;
    NdArray stored = NdArray.of(new long[] {1, 2}, values.get(0), values.get(1));
    double[] q = reals(convert(stored, input(ElementType.INT8, new PerTensor(scale, 5))));
    for (int i = 0; i < 2; i++) {
      double nearest = Math.clamp(values.get(i), (-128 - 5) * scale, (127 - 5) * scale);
      assertThat(Math.abs((q[i] - 5) * scale - nearest)).isLessThanOrEqualTo(scale * 0.50001);
    }
  }

  private static InputSpec input(ElementType type, @Nullable PerTensor quantization) {
    return new InputSpec(List.of("in"), type, Shape.of(1, 2), quantization);
  }

  private static NdArray convert(NdArray stored, InputSpec input) {
    return Datasets.of(List.of(input), Map.of("in", stored), DataOptions.standard()).array(0, 0);
  }

  /** One sample of two elements, cut to the type. */
  private static NdArray integers(ElementType type, long a, long b) {
    var bytes = MemorySegment.ofArray(new byte[2 * type.bits() / 8]);
    Reals.integerWriter(type).put(bytes, 0, a);
    Reals.integerWriter(type).put(bytes, 1, b);
    return new NdArray(type, new long[] {1, 2}, bytes);
  }

  private static NdArray numbers(ElementType type, int a, int b) {
    if (type.isInteger()) {
      return integers(type, a, b);
    }
    MemorySegment floats = Constant.of((float) a, (float) b).bytes();
    var stored = new NdArray(ElementType.FLOAT32, new long[] {1, 2}, floats);
    return type == ElementType.FLOAT32 ? stored : convert(stored, input(type, null));
  }
}
