package dev.octet.format.keras;

import dev.octet.lower.Array;
import dev.octet.lower.FakeQuantization;
import dev.octet.lower.NudgedRange;
import java.util.ArrayList;
import java.util.List;

/** The range of a tensor that quantization-aware training left in two variables. */
final class TrainedRange {
  private TrainedRange() {}

  /** The names of the variables of some ranges, in order. */
  static List<String> names(List<String> ranges) {
    return ranges.stream().flatMap(r -> List.of(r + "_min", r + "_max").stream()).toList();
  }

  /** Fake quantization with the ranges {@code NAME_min} and {@code NAME_max}. */
  static FakeQuantization of(Variables v, String name, int bits, boolean narrow) {
    Array min = v.any(name + "_min");
    Array max = v.get(name + "_max", min.shape().dims());
    if (min.rank() > 1) {
      throw Config.malformed("%s_min has shape %s".formatted(name, min.shape()));
    }
    float[] least = min.floats();
    float[] most = max.floats();
    var ranges = new ArrayList<NudgedRange>();
    for (int i = 0; i < least.length; i++) {
      ranges.add(NudgedRange.of(least[i], most[i], bits, narrow));
    }
    return new FakeQuantization(ranges, -1, bits);
  }
}
