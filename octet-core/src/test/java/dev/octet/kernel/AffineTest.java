package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AffineTest {
  @Test
  void roundsHalvesAwayFromZeroAndHoldsTheEnds() {
    var int8 = new Affine(0.5f, -3, Affine.Type.INT8);
    assertThat(int8.quantize(0)).isEqualTo(-3);
    assertThat(int8.quantize(0.25f)).isEqualTo(-2);
    assertThat(int8.quantize(-0.25f)).isEqualTo(-4);
    assertThat(int8.quantize(0.2499f)).isEqualTo(-3);
    assertThat(int8.quantize(1e30f)).isEqualTo(127);
    assertThat(int8.quantize(Float.NEGATIVE_INFINITY)).isEqualTo(-128);
    assertThat(int8.quantize(Float.NaN)).isEqualTo(-3);
  }

  @ParameterizedTest
  @EnumSource
  void everyIntegerSurvivesTheRoundTrip(Affine.Type type) {
    var affine = new Affine(0.0173f, type == Affine.Type.INT16 ? 0 : 7, type);
    int n = type == Affine.Type.INT16 ? 65536 : 256;
    var integers = MemorySegment.ofArray(new byte[n * type.bytes()]);
    for (int i = 0; i < n; i++) {
      if (type == Affine.Type.INT16) {
        integers.set(Segments.I16, 2L * i, (short) i);
      } else {
        integers.set(Segments.I8, i, (byte) i);
      }
    }
    var floats = MemorySegment.ofArray(new float[n]);
    var back = MemorySegment.ofArray(new byte[n * type.bytes()]);
    affine.dequantize(integers, floats);
    affine.quantize(floats, back);
    assertThat(back.mismatch(integers)).isEqualTo(-1);
  }

  @Test
  void unsignedBytesAreUnsigned() {
    var floats = new float[1];
    new Affine(2f, 128, Affine.Type.UINT8)
        .dequantize(MemorySegment.ofArray(new byte[] {(byte) 200}), MemorySegment.ofArray(floats));
    assertThat(floats[0]).isEqualTo(144f);
  }

  @Test
  void parametersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Affine(0, 0, Affine.Type.INT8))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Affine(1, 128, Affine.Type.INT8))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
