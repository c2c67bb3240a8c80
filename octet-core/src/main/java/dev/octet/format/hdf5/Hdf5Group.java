package dev.octet.format.hdf5;

import dev.octet.error.OctetException;
import io.jhdf.object.message.DataSpaceMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A group of an HDF5 file: a folder with attributes. */
public final class Hdf5Group {
  private static final int MOST_LEVELS = 256;

  private final Hdf5Object object;
  private final SequencedMap<String, Link> links;
  private final Map<String, Child> opened = new ConcurrentHashMap<>();

  /** What a name stands for. */
  private sealed interface Child {
    record Group(Hdf5Group group) implements Child {}

    record Dataset(Hdf5Dataset dataset) implements Child {}

    /** Neither, such as a named type. */
    record Other() implements Child {}
  }

  Hdf5Group(Hdf5Object object) {
    this.object = object;
    this.links = Hdf5Errors.in(object.place(), () -> Links.of(object.header()));
  }

  /** The names on the way from the root to here, with slashes between them; empty for the root. */
  public String path() {
    return object.path();
  }

  /** What is in it, in the file's order, or by name where the file keeps none. */
  public List<String> names() {
    return List.copyOf(links.keySet());
  }

  /**
   * The group at a path below this one.
   *
   * @param path names with slashes between them
   * @return empty if there is nothing of this name, or if it is no group
   * @throws OctetException if it cannot be read; UNSUPPORTED_MODEL if the way leads over a link to
   *     another file or a symbolic one
   */
  public Optional<Hdf5Group> group(String path) {
    return walk(path).map(c -> c instanceof Child.Group g ? g.group() : null);
  }

  /**
   * The dataset at a path below this group.
   *
   * @param path names with slashes between them
   * @return empty if there is nothing of this name, or if it is no dataset
   * @throws OctetException as {@link #group(String)}
   */
  public Optional<Hdf5Dataset> dataset(String path) {
    return walk(path).map(c -> c instanceof Child.Dataset d ? d.dataset() : null);
  }

  private Optional<Child> walk(String path) {
    Child at = new Child.Group(this);
    for (String name : path.split("/", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      if (!(at instanceof Child.Group(Hdf5Group group)) || !group.links.containsKey(name)) {
        return Optional.empty();
      }
      at = group.child(name);
    }
    return Optional.of(at);
  }

  private Child child(String name) {
    Child known = opened.get(name);
    if (known != null) {
      return known;
    }
    String path = object.path().isEmpty() ? name : object.path() + "/" + name;
    Child child = Hdf5Errors.in(object.place(path), () -> open(name, path));
    Child earlier = opened.putIfAbsent(name, child);
    return earlier == null ? child : earlier;
  }

  private Child open(String name, String path) {
    return switch (links.get(name)) {
      case Link.Hard(long address) -> open(path, address);
      case Link.Soft(String target) ->
          throw Hdf5Errors.unsupported("is a symbolic link, to '%s'".formatted(target));
      case Link.External(String file) ->
          throw Hdf5Errors.unsupported("is a link to another file, '%s'".formatted(file));
      case null -> throw new IllegalStateException(name);
    };
  }

  private Child open(String path, long address) {
    Set<Long> around = new HashSet<>(object.around());
    around.add(object.header().address());
    if (around.contains(address)) {
      throw Hdf5Errors.malformed("is a group that contains itself");
    }
    if (around.size() > MOST_LEVELS) {
      throw Hdf5Errors.malformed("lies deeper than %d groups".formatted(MOST_LEVELS));
    }
    Hdf5Object child =
        Hdf5Object.open(object.storage(), object.file(), path, Set.copyOf(around), address);
    if (child.header().has(DataSpaceMessage.MESSAGE_TYPE)) {
      return new Child.Dataset(new Hdf5Dataset(child));
    }
    return Links.isGroup(child.header())
        ? new Child.Group(new Hdf5Group(child))
        : new Child.Other();
  }

  /** Whether there is an attribute of this very name. */
  public boolean hasAttribute(String name) {
    return object.attributes().containsKey(name);
  }

  /**
   * An attribute that is a text.
   *
   * @throws OctetException if it is something else
   */
  public Optional<String> text(String attribute) {
    return object.text(attribute);
  }

  /**
   * An attribute that is a list of texts. Keras cuts long ones into pieces, {@code name0}, {@code
   * name1}, ...: they are put together here.
   *
   * @return empty where there is no such attribute
   * @throws OctetException if it is something else
   */
  public List<String> texts(String attribute) {
    return object.texts(attribute).orElseGet(() -> pieces(attribute));
  }

  private List<String> pieces(String attribute) {
    var all = new ArrayList<String>();
    for (int i = 0; hasAttribute(attribute + i); i++) {
      all.addAll(object.texts(attribute + i).orElseThrow());
    }
    return List.copyOf(all);
  }
}
