package dev.octet.data;

import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;

/** Conversions of integers that keep their value. */
final class IntegerConversions {
  private IntegerConversions() {}

  /** The same type: bytes as they are. */
  record Copy(ElementType type) implements Conversion {
    @Override
    public void apply(MemorySegment source, long first, long count, MemorySegment target) {
      int width = type.bits() / 8;
      MemorySegment.copy(source, first * width, target, 0, count * width);
    }
  }

  /** Another integer type, each value checked against its range. */
  record Checked(ElementType from, ElementType to) implements Conversion {
    @Override
    public void apply(MemorySegment source, long first, long count, MemorySegment target) {
      Reals.IntegerReader reader = Reals.integers(from);
      Reals.IntegerWriter writer = Reals.integerWriter(to);
      long least = Reals.least(to);
      long greatest = Reals.greatest(to);
      for (long i = 0; i < count; i++) {
        long v = reader.at(source, first + i);
        boolean wrapped = from == ElementType.UINT64 && v < 0;
        if (v < least || v > greatest || wrapped) {
          String value = wrapped ? Long.toUnsignedString(v) : Long.toString(v);
          throw Conversion.badValue(i, "%s, out of range of %s".formatted(value, to.text()));
        }
        writer.put(target, i, v);
      }
    }
  }
}
