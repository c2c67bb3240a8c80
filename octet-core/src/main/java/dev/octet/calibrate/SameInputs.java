package dev.octet.calibrate;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.data.Samples;
import dev.octet.model.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Tells of inputs that never vary, of which calibration can learn nothing. */
final class SameInputs {
  private SameInputs() {}

  /** A line for each float input that is the same in all samples; reads on only while it is. */
  static List<String> notes(Part part) {
    Samples samples = part.samples();
    return IntStream.range(0, samples.size() < 2 ? 0 : samples.inputs().size())
        .filter(i -> samples.inputs().get(i).type() == ElementType.FLOAT32)
        .filter(i -> isSame(samples, i))
        .mapToObj(
            i ->
                "input '%s'%s is the same in all %d samples: what is computed from it may go beyond its range"
                    .formatted(
                        samples.inputs().get(i).name(),
                        part.signature() == null ? "" : " of signature '" + part.signature() + "'",
                        samples.size()))
        .toList();
  }

  private static boolean isSame(Samples samples, int input) {
    int[] dims = samples.dims(0, input);
    long bytes = Float.BYTES * Arrays.stream(dims).asLongStream().reduce(1, (a, b) -> a * b);
    if (bytes == 0) {
      return false;
    }
    try (var arena = Arena.ofConfined()) {
      MemorySegment first = arena.allocate(bytes, Float.BYTES);
      MemorySegment other = arena.allocate(bytes, Float.BYTES);
      samples.read(0, input, first);
      for (long s = 1; s < samples.size(); s++) {
        if (!Arrays.equals(dims, samples.dims(s, input))) {
          return false;
        }
        samples.read(s, input, other);
        if (first.mismatch(other) >= 0) {
          return false;
        }
      }
    }
    return true;
  }
}
