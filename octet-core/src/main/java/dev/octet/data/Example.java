package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Field;
import dev.octet.format.protobuf.Message;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A {@code tf.train.Example}: features by name, each a list of bytes, of floats or of integers.
 *
 * <p>Source: {@code core/example/example.proto} and {@code feature.proto} of TensorFlow.
 */
record Example(Map<String, Message> features) {
  private static final int FEATURES = 1;
  private static final int FEATURE_LISTS = 2;

  /** The type of a feature's values; the constants stand in the order of the fields. */
  enum Kind {
    BYTES,
    FLOATS,
    INTEGERS
  }

  /**
   * A feature.
   *
   * @param list one field for a value, or for many that are packed
   */
  record Feature(Kind kind, Message list) {}

  /**
   * Reads a record. Of a feature, nothing but its place is looked at.
   *
   * @throws OctetException {@code BAD_DATA} if it is something else
   */
  static Example of(MemorySegment record) {
    return sound(
        () -> {
          var features = new LinkedHashMap<String, Message>();
          Message.of(record)
              .forEach(
                  f -> {
                    if (f.number() == FEATURE_LISTS) {
                      throw bad("is a tf.train.SequenceExample; Octet reads tf.train.Example")
                          .advise("write each step, or the padded sequence, as an Example");
                    }
                    if (f.number() != FEATURES) {
                      throw bad("is no tf.train.Example: it has a field " + f.number());
                    }
                    for (Message.Entry e : f.message().entries(1)) {
                      features.put(e.key(), e.message());
                    }
                  });
          return new Example(features);
        });
  }

  /** The names of the features, as they stand. */
  List<String> names() {
    return List.copyOf(features.keySet());
  }

  /** A feature, if it is there and has values of some type. */
  Optional<Feature> find(String name) {
    Message feature = features.get(name);
    return feature == null ? Optional.empty() : sound(() -> last(feature));
  }

  /** A feature that must be there. */
  Feature feature(String name) {
    return find(name)
        .orElseThrow(
            () ->
                bad(
                    features.containsKey(name)
                        ? "has nothing in its feature '%s'".formatted(name)
                        : "has no feature '%s'; it has %s"
                            .formatted(name, String.join(", ", features.keySet()))));
  }

  private static Optional<Feature> last(Message feature) {
    var found = new ArrayList<Feature>();
    feature.forEach(
        f -> {
          if (f.number() >= 1 && f.number() <= Kind.values().length) {
            found.add(new Feature(Kind.values()[f.number() - 1], f.message()));
          }
        });
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  /** The values of a feature of bytes. */
  static List<MemorySegment> bytes(Feature feature) {
    return sound(() -> feature.list.all(1).stream().map(Field::bytes).toList());
  }

  /** What reading gives; an error in the encoding is one of the data. */
  static <T> T sound(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OctetException e) {
      throw e.code() == ErrorCode.MALFORMED_MODEL
          ? bad("is no tf.train.Example: %s (at its %s)".formatted(e.what(), e.where()))
          : e;
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
