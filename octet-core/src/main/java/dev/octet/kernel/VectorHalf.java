package dev.octet.kernel;

import static dev.octet.kernel.VectorKernels.INTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Half precision by integer arithmetic on the bits: sign 1, exponent 5, mantissa 10. */
final class VectorHalf {
  static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(VectorKernels.bits() / 2));

  private static final int INFINITY = 0x7f800000;
  private static final int LARGEST = Float.floatToRawIntBits(Kernels.FLOAT16_MAX);
  private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(0x1p-14f);
  private static final int REBIAS = (127 - 15) << 23;
  private static final int MANTISSA_BITS_LOST = 13;

  /** Added to a value below the smallest normal half, rounds it at a half's last bit. */
  private static final float SUBNORMAL_ROUNDER = 0.5f;

  private VectorHalf() {}

  /** Rounds floats, given as bits, to halves; ties to even, saturating, NaN quiet. */
  static ShortVector narrow(IntVector floats) {
    IntVector magnitude = floats.and(Integer.MAX_VALUE);
    VectorMask<Integer> nan = magnitude.compare(VectorOperators.GT, INFINITY);
    IntVector bounded = magnitude.min(LARGEST);
    IntVector lastKept = bounded.lanewise(VectorOperators.LSHR, MANTISSA_BITS_LOST).and(1);
    IntVector normal =
        bounded
            .sub(REBIAS - 0xfff)
            .add(lastKept)
            .lanewise(VectorOperators.LSHR, MANTISSA_BITS_LOST);
    IntVector subnormal =
        bounded
            .reinterpretAsFloats()
            .add(SUBNORMAL_ROUNDER)
            .reinterpretAsInts()
            .sub(Float.floatToRawIntBits(SUBNORMAL_ROUNDER));
    IntVector half = normal.blend(subnormal, bounded.compare(VectorOperators.LT, SMALLEST_NORMAL));
    IntVector quiet =
        magnitude.lanewise(VectorOperators.LSHR, MANTISSA_BITS_LOST).and(0x3ff).or(0x7e00);
    IntVector sign = floats.lanewise(VectorOperators.LSHR, 16).and(0x8000);
    return (ShortVector)
        half.blend(quiet, nan).or(sign).convertShape(VectorOperators.I2S, HALVES, 0);
  }

  /** Widens halves to the bits of floats. */
  static IntVector widen(ShortVector halves) {
    var bits = (IntVector) halves.convertShape(VectorOperators.S2I, INTS, 0);
    IntVector magnitude = bits.and(0x7fff).lanewise(VectorOperators.LSHL, MANTISSA_BITS_LOST);
    IntVector normal = magnitude.add(REBIAS);
    // an exponent of all ones stays all ones
    IntVector special = normal.add(REBIAS);
    // no leading one: give it one, then take it away as a float
    IntVector subnormal =
        normal.add(1 << 23).reinterpretAsFloats().sub(0x1p-14f).reinterpretAsInts();
    IntVector sign = bits.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    return normal
        .blend(special, magnitude.compare(VectorOperators.GE, 0x7c00 << MANTISSA_BITS_LOST))
        .blend(subnormal, magnitude.compare(VectorOperators.LT, 1 << 23))
        .or(sign);
  }
}
