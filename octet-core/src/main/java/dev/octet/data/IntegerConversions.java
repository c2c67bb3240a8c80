package dev.octet.data;

import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;

/** Conversions of integers that keep their value. */
final class IntegerConversions {
  private IntegerConversions() {}

  /** The same type: bytes as they are, neighbours only. */
  record Copy(ElementType type) implements Conversion {
    @Override
    public void apply(Stretch s) {
      int width = type.bits() / 8;
      MemorySegment.copy(
          s.source(), s.from() * width, s.target(), s.to() * width, s.count() * width);
    }
  }

  /** Another integer type, each value checked against its range. */
  record Checked(ElementType from, ElementType to) implements Conversion {
    @Override
    public void apply(Stretch s) {
      Reals.IntegerReader reader = Reals.integers(from);
      Reals.IntegerWriter writer = Reals.integerWriter(to);
      long least = Reals.least(to);
      long greatest = Reals.greatest(to);
      for (long i = 0; i < s.count(); i++) {
        long v = reader.at(s.source(), s.source(i));
        boolean wrapped = from == ElementType.UINT64 && v < 0;
        if (v < least || v > greatest || wrapped) {
          String value = wrapped ? Long.toUnsignedString(v) : Long.toString(v);
          throw Conversion.badValue(
              s.target(i), "%s, out of range of %s".formatted(value, to.text()));
        }
        writer.put(s.target(), s.target(i), v);
      }
    }
  }
}
