package dev.octet.model;

import dev.octet.io.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The bytes of a constant tensor, little-endian as LiteRT stores them.
 *
 * <p>Either {@link Stored} (a view on a mapped file or on memory) or {@link Derived} (computed when
 * asked for, so that a model larger than the heap can be written as a stream). Two tensors that
 * share a constant share its instance.
 */
public sealed interface Constant {
  /** Little-endian layouts that put no demand on alignment, as a mapped file needs. */
  ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** See {@link #F32}. */
  ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** See {@link #F32}. */
  ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** See {@link #F32}. */
  ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The number of bytes. */
  long byteSize();

  /** All bytes, read-only; a derived constant computes them anew at each call, outside the heap. */
  MemorySegment bytes();

  /**
   * Copies or computes the bytes from {@code offset} on into {@code target}, filling it.
   *
   * @param offset a multiple of {@link #GRAIN}
   */
  void read(long offset, MemorySegment target);

  /** Readers ask for pieces that start at multiples of this many bytes. */
  long GRAIN = 64;

  /** A view on these bytes. */
  static Constant stored(MemorySegment bytes) {
    return new Stored(bytes.asReadOnly());
  }

  /** A copy of these bytes. */
  static Constant of(byte... bytes) {
    return stored(MemorySegment.ofArray(bytes.clone()));
  }

  /** The little-endian bytes of these floats. */
  static Constant of(float... values) {
    var bytes = MemorySegment.ofArray(new byte[values.length * Float.BYTES]);
    MemorySegment.copy(values, 0, bytes, F32, 0, values.length);
    return stored(bytes);
  }

  /** The little-endian bytes of these ints. */
  static Constant of(int... values) {
    var bytes = MemorySegment.ofArray(new byte[values.length * Integer.BYTES]);
    MemorySegment.copy(values, 0, bytes, I32, 0, values.length);
    return stored(bytes);
  }

  /** The little-endian bytes of these longs. */
  static Constant of(long... values) {
    var bytes = MemorySegment.ofArray(new byte[values.length * Long.BYTES]);
    MemorySegment.copy(values, 0, bytes, I64, 0, values.length);
    return stored(bytes);
  }

  /**
   * A constant that is computed when it is written.
   *
   * @param byteSize the number of bytes, non-negative
   * @param filler computes any stretch of it; called from several threads at once
   */
  static Constant derived(long byteSize, Filler filler) {
    return new Derived(byteSize, filler);
  }

  /** Computes a stretch of a derived constant. */
  @FunctionalInterface
  interface Filler {
    /** Fills {@code target} with the bytes from {@code offset}, a multiple of {@link #GRAIN}. */
    void fill(long offset, MemorySegment target);
  }

  /**
   * Bytes that exist.
   *
   * @param bytes a read-only view
   */
  record Stored(MemorySegment bytes) implements Constant {
    @Override
    public long byteSize() {
      return bytes.byteSize();
    }

    @Override
    public void read(long offset, MemorySegment target) {
      MemorySegment.copy(bytes, offset, target, 0, target.byteSize());
    }

    @Override
    public boolean equals(Object o) {
      return this == o;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /**
   * Bytes that are computed on demand.
   *
   * @param byteSize the number of bytes
   * @param filler computes any stretch of them
   */
  record Derived(long byteSize, Filler filler) implements Constant {
    /** Checks the size. */
    public Derived {
      if (byteSize < 0) {
        throw new IllegalArgumentException("negative size " + byteSize);
      }
    }

    @Override
    public MemorySegment bytes() {
      var all = NativeMemory.allocate(Math.max(1, byteSize), GRAIN).asSlice(0, byteSize);
      filler.fill(0, all);
      return all.asReadOnly();
    }

    @Override
    public void read(long offset, MemorySegment target) {
      filler.fill(offset, target);
    }

    @Override
    public boolean equals(Object o) {
      return this == o;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
