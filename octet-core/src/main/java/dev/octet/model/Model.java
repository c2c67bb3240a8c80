package dev.octet.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A LiteRT model. A change is a new model.
 *
 * @param description free text from the file; may be empty
 * @param graphs the first is the one that runs when no signature is named
 * @param signatures named ways in; may be empty
 * @param metadata named blobs, carried along
 * @param files what is packed with the model (labels, vocabularies), or null; carried along
 */
public record Model(
    String description,
    List<Graph> graphs,
    List<Signature> signatures,
    List<Metadata> metadata,
    @Nullable AssociatedFiles files) {
  /** Checks that signatures point at what exists. */
  public Model {
    graphs = List.copyOf(graphs);
    signatures = List.copyOf(signatures);
    metadata = List.copyOf(metadata);
    if (graphs.isEmpty()) {
      throw new IllegalArgumentException("a model has at least one graph");
    }
    for (Signature s : signatures) {
      Objects.checkIndex(s.graph(), graphs.size());
      Graph graph = graphs.get(s.graph());
      s.inputs().forEach(p -> Objects.checkIndex(p.position(), graph.inputs().size()));
      s.outputs().forEach(p -> Objects.checkIndex(p.position(), graph.outputs().size()));
    }
  }

  /** A model without associated files. */
  public Model(
      String description, List<Graph> graphs, List<Signature> signatures, List<Metadata> metadata) {
    this(description, graphs, signatures, metadata, null);
  }

  /**
   * A named blob.
   *
   * @param name such as {@code min_runtime_version}
   * @param data its bytes
   */
  public record Metadata(String name, Constant data) {}

  /** The graph that runs when no signature is named. */
  public Graph main() {
    return graphs.getFirst();
  }

  /** The graphs that users run: the main one and those of signatures. */
  public Set<Integer> entries() {
    var entries = new LinkedHashSet<Integer>();
    entries.add(0);
    signatures.stream().map(Signature::graph).forEach(entries::add);
    return entries;
  }

  /** The signature of that key. */
  public Optional<Signature> signature(String key) {
    return signatures.stream().filter(s -> s.key().equals(key)).findFirst();
  }

  /** This with other graphs; positions in signatures keep their meaning. */
  public Model withGraphs(List<Graph> newGraphs) {
    return new Model(description, newGraphs, signatures, metadata, files);
  }

  /** This with files packed with it, or (null) without. */
  public Model withFiles(@Nullable AssociatedFiles newFiles) {
    return new Model(description, graphs, signatures, metadata, newFiles);
  }

  /** This with a blob added, or replaced where the name exists. */
  public Model withMetadata(String name, Constant data) {
    var changed = new ArrayList<Metadata>();
    for (Metadata m : metadata) {
      if (!m.name().equals(name)) {
        changed.add(m);
      }
    }
    changed.add(new Metadata(name, data));
    return new Model(description, graphs, signatures, changed, files);
  }
}
