package dev.octet.format.metadata;

import dev.octet.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model's metadata tells people of it; any text may be empty.
 *
 * @param name of the model
 * @param description what it does
 * @param version of the model, as its makers count
 * @param author who made it
 * @param license what may be done with it
 * @param inputs of the main graph
 * @param outputs of the main graph
 */
public record ModelCard(
    String name,
    String description,
    String version,
    String author,
    String license,
    List<Port> inputs,
    List<Port> outputs) {
  /** Where the metadata is among a model's. */
  public static final String METADATA = "TFLITE_METADATA";

  static final String IDENTIFIER = "M001";

  /** No graph has more inputs than this. */
  private static final int MAX_PORTS = 10_000;

  /** Copies the lists. */
  public ModelCard {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * What is told of an input or an output.
   *
   * @param name may be another than the tensor's
   * @param description what it stands for
   */
  public record Port(String name, String description) {}

  /** The card of a model; empty when there is none, or none that can be read. */
  public static Optional<ModelCard> of(Model model) {
    return model.metadata().stream()
        .filter(m -> m.name().equals(METADATA))
        .map(m -> new Tables(m.data().bytes()))
        .filter(t -> t.is(IDENTIFIER))
        .map(ModelCard::read)
        .findFirst();
  }

  private static ModelCard read(Tables tables) {
    long root = tables.root();
    long graphs = tables.child(root, Ids.MODEL_SUBGRAPHS);
    long main = tables.length(graphs) == 0 ? Tables.NONE : tables.element(graphs, 0);
    return new ModelCard(
        tables.text(root, Ids.MODEL_NAME),
        tables.text(root, Ids.MODEL_DESCRIPTION),
        tables.text(root, Ids.MODEL_VERSION),
        tables.text(root, Ids.MODEL_AUTHOR),
        tables.text(root, Ids.MODEL_LICENSE),
        ports(tables, tables.child(main, Ids.SUBGRAPH_INPUTS)),
        ports(tables, tables.child(main, Ids.SUBGRAPH_OUTPUTS)));
  }

  private static List<Port> ports(Tables tables, long vector) {
    var ports = new ArrayList<Port>();
    int n = Math.min(tables.length(vector), MAX_PORTS);
    for (int i = 0; i < n; i++) {
      long tensor = tables.element(vector, i);
      ports.add(
          new Port(
              tables.text(tensor, Ids.TENSOR_NAME), tables.text(tensor, Ids.TENSOR_DESCRIPTION)));
    }
    return ports;
  }
}
