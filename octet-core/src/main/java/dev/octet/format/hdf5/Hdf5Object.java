package dev.octet.format.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What groups and datasets have in common: a place, a header, attributes.
 *
 * @param file names the file in messages
 * @param path names the object in the file, without a slash at either end
 * @param around the addresses of the groups it is in
 */
record Hdf5Object(
    Storage storage,
    String file,
    String path,
    Set<Long> around,
    ObjectHeader header,
    Map<String, AttributeMessage> attributes) {
  static Hdf5Object root(Storage storage, String file, long address) {
    return open(storage, file, "", Set.of(), address);
  }

  static Hdf5Object open(
      Storage storage, String file, String path, Set<Long> around, long address) {
    storage.opened();
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
    return new Hdf5Object(storage, file, path, around, header, Attributes.read(storage, header));
  }

  boolean has(Class<? extends Message> message) {
    return header.hasMessageOfType(message);
  }

  /** The one message of a type. */
  <T extends Message> T message(Class<T> type) {
    T message = header.getMessageOfType(type);
    if (message.isMessageShared()) {
      throw Hdf5Errors.unsupported("shares a part of its description with other objects");
    }
    return message;
  }

  /** A message that may be missing. */
  <T extends Message> Optional<T> optional(Class<T> type) {
    return has(type) ? Optional.of(message(type)) : Optional.empty();
  }

  /** Where it is, for messages. */
  String place() {
    return path.isEmpty() ? file : file + ": " + path;
  }

  /** The texts of an attribute, if there is such an attribute. */
  Optional<List<String>> texts(String attribute) {
    return Optional.ofNullable(attributes.get(attribute))
        .map(
            message ->
                Hdf5Errors.in(
                    place() + ": attribute '" + attribute + "'",
                    () -> AttributeText.read(storage, message)));
  }

  /** An attribute that is one text. */
  Optional<String> text(String attribute) {
    return texts(attribute)
        .map(
            texts -> {
              if (texts.size() != 1) {
                throw Hdf5Errors.malformed("is no single text")
                    .in(place() + ": attribute '" + attribute + "'");
              }
              return texts.getFirst();
            });
  }
}
