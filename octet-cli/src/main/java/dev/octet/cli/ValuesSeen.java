package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.calibrate.ValueCounts;
import dev.octet.data.RepresentativeDataset;
import dev.octet.model.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How values of activations are spread over a few samples, for a report.
 *
 * @param counts by tensor of the float model
 * @param samples how many
 */
record ValuesSeen(Map<Tensor, ValueCounts> counts, long samples) {
  /** More would show the same picture. */
  private static final int ENOUGH = 32;

  /** Runs samples from all over the data; none where there are none. */
  static ValuesSeen of(
      Octet octet, @Nullable RepresentativeDataset data, int threads, Session session) {
    if (data == null) {
      return new ValuesSeen(Map.of(), 0);
    }
    RepresentativeDataset few = data.spread(ENOUGH);
    try (Progress progress = session.progress()) {
      return new ValuesSeen(
          octet.countValues(
              few, threads, done -> progress.update("counting values", done, few.size())),
          few.size());
    }
  }
}
