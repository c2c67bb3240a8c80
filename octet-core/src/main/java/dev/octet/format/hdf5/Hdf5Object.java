package dev.octet.format.hdf5;

import io.jhdf.object.message.AttributeMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What groups and datasets have in common: a place, a header, attributes.
 *
 * @param file names the file in messages; may be empty
 * @param path names the object in the file, without a slash at either end
 * @param around the addresses of the groups it is in
 */
record Hdf5Object(
    Storage storage,
    String file,
    String path,
    Set<Long> around,
    Header header,
    Map<String, AttributeMessage> attributes) {
  static Hdf5Object root(Storage storage, String file, long address) {
    return open(storage, file, "", Set.of(), address);
  }

  static Hdf5Object open(
      Storage storage, String file, String path, Set<Long> around, long address) {
    storage.opened();
    Header header = HeaderReader.read(storage, address);
    return new Hdf5Object(storage, file, path, around, header, Attributes.read(storage, header));
  }

  /** Where it is, for messages. */
  String place() {
    return place(path);
  }

  /** Where something else in the file is. */
  String place(String otherPath) {
    return file.isEmpty() || otherPath.isEmpty() ? file + otherPath : file + ": " + otherPath;
  }

  /** The texts of an attribute, if there is such an attribute. */
  Optional<List<String>> texts(String attribute) {
    return Optional.ofNullable(attributes.get(attribute))
        .map(
            message ->
                Hdf5Errors.in(
                    attributePlace(attribute), () -> AttributeText.read(storage, message)));
  }

  /** An attribute that is one text. */
  Optional<String> text(String attribute) {
    return texts(attribute)
        .map(
            texts -> {
              if (texts.size() != 1) {
                throw Hdf5Errors.malformed("is no single text").in(attributePlace(attribute));
              }
              return texts.getFirst();
            });
  }

  private String attributePlace(String attribute) {
    return (place().isEmpty() ? "" : place() + ": ") + "attribute '" + attribute + "'";
  }
}
