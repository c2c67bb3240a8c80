package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.kernel.LowBits.Width;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Octet's weights below 8 bits equal LiteRT Quantizer's, ties and subnormal scales included. {@code
 * kernel/lowbits_golden.py} made them.
 */
class LowBitsGoldenTest {
  private static final int ROWS = 12;
  private static final int COLUMNS = 256;
  private static final int VALUES = ROWS * COLUMNS;

  private MemorySegment golden = MemorySegment.NULL;
  private MemorySegment weights = MemorySegment.NULL;

  /** The forms, in the order of the file. */
  enum Form {
    FOUR_BITS(Width.FOUR, 0),
    TWO_BITS(Width.TWO, 0),
    FOUR_BITS_IN_BLOCKS_OF_32(Width.FOUR, 32),
    FOUR_BITS_IN_BLOCKS_OF_256(Width.FOUR, 256),
    TWO_BITS_IN_BLOCKS_OF_64(Width.TWO, 64);

    private final Width width;
    private final int block;

    Form(Width width, int block) {
      this.width = width;
      this.block = block;
    }

    int scales() {
      return block == 0 ? ROWS : VALUES / block;
    }

    long offset() {
      long offset = 4L * VALUES;
      for (Form form : values()) {
        if (form == this) {
          return offset;
        }
        offset += 4L * form.scales() + VALUES;
      }
      throw new AssertionError(this);
    }
  }

  @BeforeEach
  void read() throws IOException {
    try (var in = getClass().getResourceAsStream("/kernel/lowbits_golden.bin")) {
      golden = MemorySegment.ofArray(Objects.requireNonNull(in).readAllBytes());
    }
    weights = golden.asSlice(0, 4L * VALUES);
  }

  @ParameterizedTest
  @EnumSource
  void everyScaleAndWeightEqualsLiteRtQuantizers(Form form) {
    float[] scales = new float[form.scales()];
    var packed = MemorySegment.ofArray(new byte[(int) form.width.bytes(VALUES)]);
    if (form.block == 0) {
      perRow(form, scales, packed);
    } else {
      inBlocks(form, scales, packed);
    }
    for (int i = 0; i < scales.length; i++) {
      float theirs = golden.get(Segments.F32, form.offset() + 4L * i);
      assertThat(scales[i]).as("scale %d", i).isEqualTo(theirs);
    }
    int bits = Byte.SIZE / form.width.perByte();
    for (int i = 0; i < VALUES; i++) {
      int b = packed.get(Segments.I8, i / form.width.perByte());
      int shift = Integer.SIZE - bits;
      int ours = b << (shift - i % form.width.perByte() * bits) >> shift;
      byte theirs = golden.get(Segments.I8, form.offset() + 4L * scales.length + i);
      assertThat(ours).as("row %d element %d", i / COLUMNS, i % COLUMNS).isEqualTo(theirs);
    }
  }

  private void perRow(Form form, float[] scales, MemorySegment packed) {
    var rows = new Channels(ROWS, COLUMNS);
    Kernels.absMaxPerChannel(weights, rows, 0, scales);
    for (int c = 0; c < ROWS; c++) {
      scales[c] = form.width.scale(scales[c]);
    }
    Kernels.quantizeLowBits(weights, packed, new LowBits(form.width, rows, scales), 0);
  }

  private void inBlocks(Form form, float[] scales, MemorySegment packed) {
    var how = new BlockScales(form.width, form.block);
    var halves = MemorySegment.ofArray(new byte[2 * scales.length]);
    how.write(weights, halves);
    how.quantize(weights, 0, packed);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Float.float16ToFloat(halves.get(Segments.I16, 2L * i));
    }
  }
}
