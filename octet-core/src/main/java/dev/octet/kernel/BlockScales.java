package dev.octet.kernel;

import static dev.octet.kernel.Segments.F32;
import static dev.octet.kernel.Segments.I16;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A scale for each run of weights: half precision with 8 significant bits, as XNNPACK computes with
 * brain floats. The arithmetic is that of LiteRT Quantizer ({@code tensor_zp_scale_from_min_max}):
 * the float scale, rounded to a brain float, rounded to half precision, ties to even each time. A
 * scale too small for that is the smallest there is, where LiteRT Quantizer has 0 and divides by
 * it.
 *
 * @param width of the integers
 * @param size weights in a run, a multiple of the integers in a byte
 * @param clipped whether a scale is that with the least squared error among those down to a sixth
 *     of what the largest weight asks for
 */
public record BlockScales(LowBits.Width width, int size, boolean clipped) {
  /** The largest scale: of 8 significant bits, in half precision. */
  public static final float LARGEST = 65280;

  private static final float SMALLEST = 0x1p-24f;

  /** From one clipped scale to the next. */
  private static final float STEP = 0.97f;

  private static final int STEPS = 60;

  /** Checks the size. */
  public BlockScales {
    if (size < 1 || size % width.perByte() != 0) {
      throw new IllegalArgumentException("blocks of " + size);
    }
  }

  /** Scales by the largest weight. */
  public BlockScales(LowBits.Width width, int size) {
    this(width, size, false);
  }

  /** The scale of a block with weights up to this magnitude. */
  float scale(float absMax) {
    return stored(width.scale(absMax));
  }

  private static float stored(float exact) {
    float half = Float.float16ToFloat(Float.floatToFloat16(brainFloat(exact)));
    return Math.clamp(half, SMALLEST, LARGEST);
  }

  private static float brainFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
  }

  /**
   * Writes the scales of a stretch of whole blocks.
   *
   * @param f32 the weights, finite, of magnitudes up to {@code LARGEST × max}
   * @param f16 two bytes for each block
   */
  public void write(MemorySegment f32, MemorySegment f16) {
    long blocks = Segments.count(f16, Short.BYTES);
    check(f32, blocks);
    for (long b = 0; b < blocks; b++) {
      f16.set(I16, Short.BYTES * b, Float.floatToFloat16(scale(f32, b)));
    }
  }

  /**
   * Quantizes a stretch of a tensor, each block by its own scale.
   *
   * @param f32 the whole tensor, as in {@link #write}
   * @param position of the first element of the stretch, which may be within a block
   * @param packed the integers, lowest bits first, as many as fit
   */
  public void quantize(MemorySegment f32, long position, MemorySegment packed) {
    check(f32, Segments.count(f32, Float.BYTES) / size);
    MemorySegment stretch =
        f32.asSlice(position * Float.BYTES, packed.byteSize() * width.perByte() * Float.BYTES);
    LowBitBlocks.quantize(
        stretch, packed, width, (from, scales, n) -> scales(f32, position + from, scales, n));
  }

  /** The scales of the values from this one on; they may start and end within a block. */
  private void scales(MemorySegment f32, long from, float[] target, int n) {
    int end;
    for (int i = 0; i < n; i = end) {
      long block = (from + i) / size;
      end = (int) Math.min(n, (block + 1) * size - from);
      Arrays.fill(target, i, end, scale(f32, block));
    }
  }

  private float scale(MemorySegment f32, long block) {
    float largest = scale(absMax(f32, block));
    if (!clipped) {
      return largest;
    }
    var weights = new float[size];
    MemorySegment.copy(f32, F32, block * size * Float.BYTES, weights, 0, size);
    float best = largest;
    double least = squares(weights, largest);
    float exact = largest;
    for (int i = 0; i < STEPS; i++) {
      exact *= STEP;
      double squares = squares(weights, stored(exact));
      if (squares < least) {
        least = squares;
        best = stored(exact);
      }
    }
    return best;
  }

  private double squares(float[] weights, float scale) {
    double sum = 0;
    for (float weight : weights) {
      double error = weight - (double) width.quantize(weight, scale) * scale;
      sum += error * error;
    }
    return sum;
  }

  private float absMax(MemorySegment f32, long block) {
    return Float.intBitsToFloat(AbsMax.bits(f32, block * size, (block + 1) * size));
  }

  private void check(MemorySegment f32, long blocks) {
    if (Segments.count(f32, Float.BYTES) != blocks * size) {
      throw new IllegalArgumentException(
          f32.byteSize() + " bytes are no " + blocks + " blocks of " + size);
    }
  }
}
