package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Octet's int8 weights equal the official tools', on weights picked to tell their arithmetics
 * apart. {@code kernel/int8_golden.py} made them.
 */
class Int8GoldenTest {
  private static final int CHANNELS = 24;
  private static final int PER_CHANNEL = 64;
  private static final int VALUES = CHANNELS * PER_CHANNEL;
  private static final int ZEROS = 1;
  private static final int TINY = 2;
  private static final Channels ROWS = new Channels(CHANNELS, PER_CHANNEL);

  private MemorySegment golden = MemorySegment.NULL;
  private MemorySegment weights = MemorySegment.NULL;
  private final float[] absMax = new float[CHANNELS];

  /** The tools, with their place in the file. */
  enum Tool {
    DYNAMIC(0, Rounding.HALF_AWAY),
    STATIC(1, Rounding.HALF_AWAY_BY_RECIPROCAL),
    INT16X8(2, Rounding.HALF_AWAY_BY_INVERSE),
    LITERT(3, Rounding.HALF_EVEN);

    private final int place;
    private final Rounding rounding;

    Tool(int place, Rounding rounding) {
      this.place = place;
      this.rounding = rounding;
    }
  }

  @BeforeEach
  void read() throws IOException {
    try (var in = getClass().getResourceAsStream("/kernel/int8_golden.bin")) {
      golden = MemorySegment.ofArray(Objects.requireNonNull(in).readAllBytes());
    }
    weights = golden.asSlice(0, 4L * VALUES);
    Kernels.absMaxPerChannel(weights, ROWS, 0, absMax);
  }

  private MemorySegment scales(Tool tool) {
    return golden.asSlice(4L * VALUES + tool.place * (4L * CHANNELS + VALUES), 4L * CHANNELS);
  }

  private MemorySegment values(Tool tool) {
    return golden.asSlice(
        4L * VALUES + tool.place * (4L * CHANNELS + VALUES) + 4L * CHANNELS, VALUES);
  }

  @ParameterizedTest
  @EnumSource
  void everyWeightEqualsTheTools(Tool tool) {
    byte[] ours = quantize(tool.rounding);
    byte[] theirs = values(tool).toArray(Segments.I8);
    for (int c = 0; c < CHANNELS; c++) {
      if (tellsItsOwnStoryOfTinyRanges(tool) && c == TINY) {
        continue;
      }
      for (int i = c * PER_CHANNEL; i < (c + 1) * PER_CHANNEL; i++) {
        assertThat(ours[i]).as("%s channel %d element %d", tool, c, i).isEqualTo(theirs[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyScaleEqualsTheTools(Tool tool) {
    for (int c = 0; c < CHANNELS; c++) {
      if (tellsItsOwnStoryOfTinyRanges(tool) && (c == TINY || c == ZEROS)) {
        continue;
      }
      float theirs = scales(tool).get(Segments.F32, 4L * c);
      assertThat((float) Int8Quantization.scale(absMax[c])).as("channel %d", c).isEqualTo(theirs);
    }
  }

  /** See {@link Int8Quantization#scale}. */
  private static boolean tellsItsOwnStoryOfTinyRanges(Tool tool) {
    return switch (tool) {
      case DYNAMIC, STATIC -> false;
      case INT16X8, LITERT -> true;
    };
  }

  private byte[] quantize(Rounding rounding) {
    var scales = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      scales[c] = Int8Quantization.scale(absMax[c]);
    }
    var result = new byte[VALUES];
    Kernels.quantizeInt8(
        weights, MemorySegment.ofArray(result), new Int8Quantization(ROWS, rounding, scales), 0);
    return result;
  }

  @Test
  void noTwoToolsAgreeOnAllOfThem() {
    for (Tool a : Tool.values()) {
      for (Tool b : Tool.values()) {
        assertThat(values(a).mismatch(values(b)) == -1).isEqualTo(a == b);
      }
    }
  }

  @Test
  void aChannelOfZerosHasAPositiveScale() {
    assertThat(absMax[ZEROS]).isZero();
    assertThat(Int8Quantization.scale(0)).isEqualTo(5e-7 / 127, within(0.0));
    assertThat(scales(Tool.STATIC).get(Segments.F32, 4L * ZEROS)).isEqualTo((float) (5e-7 / 127));
  }
}
