package dev.octet.data;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Finds the samples of a part that cannot be read. */
record BadSamples(Part part, List<String> notes) {
  private static final int NAMED = 3;

  /** The part without them; each sample is read once, on all cores. */
  Part leftOut() {
    Samples samples = part.samples();
    var problems = new String[Math.toIntExact(samples.size())];
    IntStream.range(0, problems.length).parallel().forEach(i -> problems[i] = problem(samples, i));
    long[] kept = LongStream.range(0, problems.length).filter(i -> isGood(problems, i)).toArray();
    if (kept.length == problems.length) {
      return part;
    }
    List<String> bad =
        IntStream.range(0, problems.length)
            .filter(i -> !isGood(problems, i))
            .mapToObj(i -> problems[i])
            .toList();
    if (kept.length == 0) {
      throw new OctetException(
          ErrorCode.BAD_DATA,
          "none of the %d samples can be read: %s".formatted(bad.size(), some(bad)));
    }
    notes.add(note(problems.length, bad));
    var chosen = new KeptSamples(samples, kept);
    Labels labels = part.labels();
    return new Part(part.signature(), chosen, labels == null ? null : chosen.of(labels));
  }

  /** What is told of samples that are left out. */
  static String note(int samples, List<String> bad) {
    return "left out %d of %d samples that cannot be read: %s"
        .formatted(bad.size(), samples, some(bad));
  }

  private static boolean isGood(String[] problems, long i) {
    return Objects.requireNonNull(problems[(int) i]).isEmpty();
  }

  private static String some(List<String> bad) {
    return String.join("; ", bad.subList(0, Math.min(NAMED, bad.size())))
        + (bad.size() > NAMED ? "; …" : "");
  }

  /** What is wrong with a sample; empty if nothing is. */
  private static String problem(Samples samples, long sample) {
    try {
      for (int i = 0; i < samples.inputs().size(); i++) {
        var _ = samples.array(sample, i);
      }
      return "";
    } catch (OctetException e) {
      return (e.where().isEmpty() ? "sample " + sample : e.where()) + ": " + e.what();
    }
  }
}
