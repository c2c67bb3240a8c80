package dev.octet.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples with what their source says of them.
 *
 * @param labels the right answers, or null where the source has none
 * @param files the file of each sample, relative to the source and with {@code /} between folders;
 *     none where a sample is no file of its own
 */
record LabelledSamples(Samples samples, @Nullable Labels labels, List<String> files) {
  LabelledSamples {
    files = List.copyOf(files);
  }

  /** Samples without labels. */
  static LabelledSamples of(Samples samples) {
    return new LabelledSamples(samples, null, List.of());
  }
}
