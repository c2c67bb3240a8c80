package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Samples that stand for what a model will see, for one or several ways into it.
 *
 * @param parts for each signature (or the main graph) its samples; at least one part
 * @param notes what the user should know of how the data was read, a line each, such as files that
 *     were passed over
 */
public record RepresentativeDataset(List<Part> parts, List<String> notes) {
  /** Checks that there is something, and nothing twice. */
  public RepresentativeDataset {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
    if (parts.isEmpty()) {
      throw new OctetException(ErrorCode.USAGE, "no representative data is given");
    }
    if (parts.stream().map(p -> String.valueOf(p.signature())).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("a signature has two parts");
    }
  }

  /**
   * Samples of one signature.
   *
   * @param signature its key, or null for the main graph
   * @param samples at least one
   * @param labels the right answers for them, or null where they are not known
   */
  public record Part(@Nullable String signature, Samples samples, @Nullable Labels labels) {
    /** Samples without labels. */
    public Part(@Nullable String signature, Samples samples) {
      this(signature, samples, null);
    }

    /** Checks that there are samples, and a label for each if there are any. */
    public Part {
      if (samples.size() <= 0) {
        throw new OctetException(ErrorCode.BAD_DATA, "there are no samples")
            .in(signature == null ? "representative data" : "signature '" + signature + "'");
      }
      if (labels != null && labels.size() != samples.size()) {
        throw new OctetException(
                ErrorCode.BAD_DATA,
                "%d labels for %d samples".formatted(labels.size(), samples.size()))
            .advise("give one label for each sample, in the samples' order");
      }
    }
  }

  /** A dataset for the main graph alone. */
  public static RepresentativeDataset of(Samples samples) {
    return new RepresentativeDataset(List.of(new Part(null, samples)), List.of());
  }

  /** This with no more than the first so many samples of each part. */
  public RepresentativeDataset first(long samples) {
    return of(samples, FirstSamples::new);
  }

  /** This with no more than so many samples of each part, spread evenly over all of it. */
  public RepresentativeDataset spread(long samples) {
    return of(samples, SpreadSamples::new);
  }

  private RepresentativeDataset of(long most, BiFunction<Samples, Long, ChosenSamples> choice) {
    return new RepresentativeDataset(
        parts.stream().map(p -> part(p, choice.apply(p.samples(), most(p, most)))).toList(), notes);
  }

  private static long most(Part part, long most) {
    return Math.min(most, part.samples().size());
  }

  private static Part part(Part of, ChosenSamples chosen) {
    Labels labels = of.labels();
    return new Part(of.signature(), chosen, labels == null ? null : chosen.of(labels));
  }

  /** The number of samples of all parts. */
  public long size() {
    return parts.stream().mapToLong(p -> p.samples().size()).sum();
  }
}
