package dev.octet.data;

import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The right answer for a sample, as a source has it. */
sealed interface Answer {
  /** A word: the name of a class. */
  record Word(String text) implements Answer {}

  /** A whole number. */
  record Whole(long value) implements Answer {}

  /** A number that need not be whole. */
  record Real(float value) implements Answer {}

  /** Several numbers, which are read when they are needed. */
  record Row(ElementType type, List<Long> shape) implements Answer {}

  /** Where answers come from; any thread may ask. */
  interface Source {
    /**
     * The answer for a sample.
     *
     * @throws dev.octet.error.OctetException {@code BAD_DATA}, with the place, if there is none
     */
    Answer answer(long sample);

    /** The numbers of a {@link Row}, little-endian. */
    MemorySegment row(long sample);

    /** Words for the place of an answer. */
    String place(long sample);
  }
}
