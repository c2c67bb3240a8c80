package dev.octet.format.keras;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5Dataset;
import dev.octet.format.hdf5.Hdf5Group;
import dev.octet.lower.Array;
import dev.octet.model.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads variables, each once however often its layer is used, and knows at the end which of the
 * file nobody asked for. For one model, by one thread.
 */
final class Unread {
  private static final Set<String> TRAINING =
      Set.of(
          "optimizer",
          "metrics",
          "_metrics",
          "compile_metrics",
          "_compile_metrics",
          "_loss_tracker");

  private final Map<String, Array> read = new HashMap<>();
  private final Map<String, Hdf5Dataset> all = new LinkedHashMap<>();

  /** Variables of a file to be read. */
  void expect(Hdf5Dataset dataset) {
    all.put(dataset.path(), dataset);
  }

  /** All in a group and in those in it, but for the state of training and of random numbers. */
  void expectAll(Hdf5Group group) {
    for (String name : group.names()) {
      group.dataset(name).ifPresent(this::expect);
      if (!TRAINING.contains(name) && !name.contains("seed_generator")) {
        group.group(name).ifPresent(this::expectAll);
      }
    }
  }

  /** The values of a variable. */
  Array read(Hdf5Dataset dataset) {
    all.remove(dataset.path());
    return read.computeIfAbsent(
        dataset.path(), _ -> new Array(dataset.type(), Shape.of(dataset.shape()), dataset.data()));
  }

  /**
   * Checks that every variable was read.
   *
   * @throws OctetException {@code MALFORMED_MODEL} with those that were not
   */
  void check() {
    if (!all.isEmpty()) {
      throw new OctetException(
              ErrorCode.MALFORMED_MODEL,
              "no layer has a use for "
                  + String.join(", ", all.keySet().stream().limit(5).toList()))
          .advise("the weights belong to another model, or to a newer Keras");
    }
  }

  static OctetException missing(String path, String variable) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, "there is no weight " + variable)
        .in(path)
        .advise("the weights are not those of this model; save it as a whole with model.save(…)");
  }
}
