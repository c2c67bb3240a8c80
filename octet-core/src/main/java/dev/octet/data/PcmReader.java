package dev.octet.data;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads values of a sound, each from -1 to 1. */
@FunctionalInterface
interface PcmReader {
  double at(MemorySegment data, long index);

  static PcmReader of(WavFile.Format format) {
    if (format.isFloat()) {
      Reals.Reader reals =
          Reals.of(format.bits() == 32 ? ElementType.FLOAT32 : ElementType.FLOAT64);
      return reals::at;
    }
    return switch (format.bits()) {
      case 8 -> (d, i) -> ((d.get(ValueLayout.JAVA_BYTE, i) & 0xFF) - 128) * 0x1p-7;
      case 16 -> (d, i) -> d.getAtIndex(Constant.I16, i) * 0x1p-15;
      case 24 -> PcmReader::int24;
      default -> (d, i) -> d.getAtIndex(Constant.I32, i) * 0x1p-31;
    };
  }

  private static double int24(MemorySegment data, long index) {
    int low = data.get(Constant.I16, 3 * index) & 0xFFFF;
    return (data.get(ValueLayout.JAVA_BYTE, 3 * index + 2) << 16 | low) * 0x1p-23;
  }
}
