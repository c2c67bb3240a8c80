package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which constants of a model hold the same bytes. Of large ones a few places are looked at first,
 * so that weights are read through only when they are most likely equal; those that are yet to be
 * computed are left alone.
 */
final class EqualBytes {
  /** The bytes of each look: at the start, in the middle and at the end. */
  private static final long LOOK = 256;

  /** So many that look alike are compared; more are made by nobody but to keep Octet busy. */
  private static final int MOST_ALIKE = 8;

  /** What equal constants have in common. */
  private record Print(long size, int hash) {}

  private final Map<Constant, Constant> firsts = new HashMap<>();

  EqualBytes(Model model) {
    Map<Print, List<MemorySegment>> bytes = new HashMap<>();
    Map<Print, List<Constant>> constants = new HashMap<>();
    Map<Long, Integer> sizes = new HashMap<>();
    List<Constant> all =
        Footprint.constants(model).stream()
            .map(Tensor::data)
            .map(Objects::requireNonNull)
            .filter(c -> c instanceof Constant.Stored || c.byteSize() <= Values.SMALL)
            .toList();
    all.forEach(c -> sizes.merge(c.byteSize(), 1, Integer::sum));
    for (Constant constant : all) {
      if (sizes.getOrDefault(constant.byteSize(), 0) > 1) {
        MemorySegment data = constant.bytes();
        Print print = print(data);
        var known = bytes.computeIfAbsent(print, _ -> new ArrayList<>());
        var holders = constants.computeIfAbsent(print, _ -> new ArrayList<>());
        int equal = 0;
        while (equal < known.size() && known.get(equal).mismatch(data) != -1) {
          equal++;
        }
        if (equal < known.size()) {
          firsts.put(constant, holders.get(equal));
        } else if (equal < MOST_ALIKE) {
          known.add(data);
          holders.add(constant);
        }
      }
    }
  }

  /** The first constant that holds these bytes. */
  Constant first(Constant constant) {
    return firsts.getOrDefault(constant, constant);
  }

  /** All of small data, three looks at large. */
  private static Print print(MemorySegment data) {
    long size = data.byteSize();
    if (size <= Values.SMALL) {
      return new Print(size, hash(data));
    }
    int start = hash(data.asSlice(0, LOOK));
    int middle = hash(data.asSlice(size / 2, LOOK));
    int end = hash(data.asSlice(size - LOOK));
    return new Print(size, Objects.hash(start, middle, end));
  }

  private static int hash(MemorySegment data) {
    int hash = 1;
    long words = data.byteSize() / Integer.BYTES;
    for (long i = 0; i < words; i++) {
      hash = 31 * hash + data.getAtIndex(Constant.I32, i);
    }
    for (long i = words * Integer.BYTES; i < data.byteSize(); i++) {
      hash = 31 * hash + data.get(ValueLayout.JAVA_BYTE, i);
    }
    return hash;
  }
}
