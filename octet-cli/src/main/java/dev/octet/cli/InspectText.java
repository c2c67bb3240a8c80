package dev.octet.cli;

import dev.octet.SourceFormat;
import dev.octet.cli.Table.Align;
import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A model for people. */
final class InspectText {
  private static final int NAME_WIDTH = 40;
  private static final int PORT_WIDTH = 80;
  private static final int LARGEST = 5;

  private final Inspection inspection;
  private final boolean tensors;
  private final Model model;

  /**
   * A model for people.
   *
   * @param tensors whether to list all tensors
   */
  InspectText(Inspection inspection, boolean tensors) {
    this.inspection = inspection;
    this.tensors = tensors;
    this.model = inspection.model();
  }

  @Override
  public String toString() {
    var text = new StringBuilder(header());
    model.signatures().forEach(s -> text.append('\n').append(signature(s)));
    if (model.signatures().isEmpty()) {
      text.append('\n').append(ports());
    }
    for (int g = 0; g < model.graphs().size(); g++) {
      text.append('\n').append(new GraphText(g, model.graphs().get(g)));
      if (tensors) {
        text.append('\n').append(new TensorsText(g, model.graphs().get(g)));
      }
    }
    return text.append(largest()).toString();
  }

  private String header() {
    var table = new Table(Align.LEFT, Align.LEFT);
    table.row("model", model());
    if (!model.description().isEmpty()) {
      table.row("description", model.description());
    }
    inspection.minRuntime().ifPresent(v -> table.row("runtime", "LiteRT " + v + " or newer"));
    table.row("constants", constants());
    new FileText(model, inspection.parts()).addTo(table);
    return table.toString();
  }

  /** What is shown is the file, or what becomes of it. */
  private String model() {
    String size = Numbers.bytes(inspection.bytes());
    return switch (inspection.format()) {
      case SourceFormat.LiteRt _ -> inspection.file() + ", " + size;
      case SourceFormat.Keras _, SourceFormat.TensorFlow _ ->
          "%s, %s; %s as .tflite, which is shown"
              .formatted(inspection.file(), inspection.format().text(), size);
    };
  }

  private String constants() {
    String parts =
        inspection.constants().stream()
            .map(
                t ->
                    "%s of %s in %d"
                        .formatted(Numbers.bytes(t.bytes()), t.type().text(), t.count()))
            .collect(Collectors.joining(", "));
    String all = Numbers.bytes(inspection.constantBytes());
    return parts.isEmpty()
        ? "none"
        : inspection.constants().size() == 1 ? parts : all + ": " + parts;
  }

  private String signature(Signature signature) {
    Graph graph = model.graphs().get(signature.graph());
    var table = portTable();
    signature.inputs().forEach(p -> port(table, "input", p.name(), at(graph.inputs(), p)));
    signature.outputs().forEach(p -> port(table, "output", p.name(), at(graph.outputs(), p)));
    String where = model.graphs().size() == 1 ? "" : " (graph " + signature.graph() + ")";
    return "signature %s%s\n%s".formatted(Table.plain(signature.key()), where, table);
  }

  private static Tensor at(List<Tensor> tensors, Signature.Port port) {
    return tensors.get(port.position());
  }

  /** The ways in and out of a model without signatures. */
  private String ports() {
    var table = portTable();
    model.main().inputs().forEach(t -> port(table, "input", t.name(), t));
    model.main().outputs().forEach(t -> port(table, "output", t.name(), t));
    return "no signatures\n" + table;
  }

  private static Table portTable() {
    return new Table(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT);
  }

  private static void port(Table table, String kind, String name, Tensor tensor) {
    table.row(
        "  " + kind,
        Shorter.text(name, PORT_WIDTH),
        tensor.type().text() + tensor.shape(),
        Parameters.text(tensor));
  }

  private String largest() {
    List<Tensor> constants = Footprint.constants(model);
    if (constants.size() <= 1) {
      return "";
    }
    var table = new Table(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    constants.stream()
        .sorted(Comparator.comparingLong(Footprint::bytes).reversed())
        .limit(LARGEST)
        .forEach(
            t ->
                table.row(
                    "  " + Shorter.name(t.name(), NAME_WIDTH),
                    t.type().text() + t.shape(),
                    Numbers.bytes(Footprint.bytes(t)),
                    share(Footprint.bytes(t)),
                    Parameters.text(t)));
    return "\nlargest constants\n" + table;
  }

  private String share(long bytes) {
    return "%.1f%%".formatted(100.0 * bytes / Math.max(1, inspection.constantBytes()));
  }
}
