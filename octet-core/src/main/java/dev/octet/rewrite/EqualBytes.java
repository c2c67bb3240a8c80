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
 * Which constants of a model hold the same bytes. Of large ones a few samples are looked at first,
 * so that weights are read through only when they are most likely equal; those that are yet to be
 * computed are left alone.
 */
final class EqualBytes {
  private static final int SAMPLES = 64;

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

  /** All of small data, evenly spread samples of large. */
  private static Print print(MemorySegment data) {
    long size = data.byteSize();
    long step = size <= Values.SMALL ? 1 : size / SAMPLES;
    int hash = 0;
    for (long i = 0; i < size; i += step) {
      hash = 31 * hash + data.get(ValueLayout.JAVA_BYTE, i);
    }
    return new Print(size, hash);
  }
}
