package dev.octet.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints models; see {@link Text} for the form. */
final class ModelPrinter {
  private final int longest;
  private final Map<Constant, String> printed = new HashMap<>();
  private int graphIndex;

  ModelPrinter(int longest) {
    this.longest = longest;
  }

  String model(Model model) {
    var s = new StringBuilder();
    if (!model.description().isEmpty()) {
      s.append("description ").append(Words.quoted(model.description())).append('\n');
    }
    for (Graph graph : model.graphs()) {
      s.append(graph(graph));
    }
    for (Signature signature : model.signatures()) {
      s.append(
          "signature %s graph %d (%s) -> (%s)\n"
              .formatted(
                  Words.word(signature.key()),
                  signature.graph(),
                  ports(signature.inputs()),
                  ports(signature.outputs())));
    }
    for (Model.Metadata m : model.metadata()) {
      String data = new DataText(longest).raw(m.data());
      s.append("metadata %s = %s\n".formatted(Words.word(m.name()), data));
    }
    return s.toString();
  }

  private static String ports(List<Signature.Port> ports) {
    return ports.stream()
        .map(p -> Words.word(p.name()) + ": " + p.position())
        .collect(Collectors.joining(", "));
  }

  String graph(Graph graph) {
    var printer = new GraphPrinter(graphIndex, longest, printed);
    graphIndex++;
    return printer.graph(graph);
  }

  /** Prints a graph; {@code printed} has the places of the constants of all graphs so far. */
  private static final class GraphPrinter {
    private final int index;
    private final int longest;
    private final Map<Constant, String> printed;
    private final TensorNames names = new TensorNames();
    private final StringBuilder s = new StringBuilder();

    GraphPrinter(int index, int longest, Map<Constant, String> printed) {
      this.index = index;
      this.longest = longest;
      this.printed = printed;
    }

    String graph(Graph graph) {
      var inputs = new StringJoiner(", ", "(", ")");
      graph.inputs().forEach(t -> inputs.add(mention(t)));
      for (Node node : graph.nodes()) {
        for (Tensor input : node.inputs()) {
          if (input != null) {
            declare(input);
          }
        }
        node(node);
      }
      graph.outputs().forEach(this::declare);
      String outputs =
          graph.outputs().stream().map(names::of).collect(Collectors.joining(", ", "(", ")"));
      return "graph %s%s -> %s {\n%s}\n".formatted(Words.word(graph.name()), inputs, outputs, s);
    }

    /** A line of its own for a tensor that no node makes. */
    private void declare(Tensor tensor) {
      if (!names.knows(tensor)) {
        String declaration = mention(tensor);
        s.append("  ").append(declaration).append('\n');
      }
    }

    private void node(Node node) {
      Operation op = node.operation();
      String results = mentions(node.outputs());
      String inner = node.intermediates().isEmpty() ? "" : "| " + mentions(node.intermediates());
      String left = (results + (inner.isEmpty() || results.isEmpty() ? "" : " ") + inner);
      s.append("  ").append(left).append(left.isEmpty() ? "= " : " = ");
      s.append(op.custom() ? "custom:" + Words.quoted(op.name()) : Words.word(op.name()));
      s.append(op.version() == 1 ? "" : " v" + op.version() + " ");
      var inputs = new StringJoiner(", ", "(", ")");
      node.inputs().forEach(t -> inputs.add(t == null ? "_" : names.of(t)));
      s.append(inputs);
      if (op.options() != null) {
        s.append(' ').append(AttributesText.of(op.options()));
      }
      if (op.customOptions() != null) {
        Constant bytes = Constant.stored(op.customOptions());
        s.append(" bytes ").append(new DataText(longest).raw(bytes));
      }
      s.append(extras(op.extras()));
      s.append('\n');
    }

    private String mentions(List<Tensor> tensors) {
      return tensors.stream().map(this::mention).collect(Collectors.joining(", "));
    }

    /** The declaration of a tensor that is met for the first time, else its name. */
    private String mention(Tensor tensor) {
      String known = names.known(tensor);
      if (known != null) {
        return known;
      }
      String quantization = quantization(tensor);
      return (tensor.isVariable() ? "var " : "")
          + (tensor.isConstant() ? "const " : "")
          + names.of(tensor)
          + ": "
          + tensor.type().text()
          + tensor.shape()
          + quantization
          + extras(tensor.extras())
          + data(tensor);
    }

    private static String extras(@Nullable Attributes extras) {
      return extras == null ? "" : " extras " + AttributesText.of(extras);
    }

    private String quantization(Tensor tensor) {
      return switch (tensor.quantization()) {
        case null -> "";
        case Quantization.PerTensor(float scale, long zero) ->
            " quant(scale " + scale + ", zero " + zero + ")";
        case Quantization.PerChannel q -> " quant(" + perChannel(q) + ")";
        case Quantization.Blockwise(Tensor scales, int blockSize, int axis) -> {
          declare(scales);
          yield " quant(block %d, axis %d, scales %s)".formatted(blockSize, axis, names.of(scales));
        }
        case Quantization.Opaque(Attributes fields) -> " quant(" + AttributesText.of(fields) + ")";
      };
    }

    private String perChannel(Quantization.PerChannel q) {
      int n = q.scales().length;
      var scales = new StringJoiner(", ", "{", "}");
      var zeros = new StringJoiner(", ", "{", "}");
      boolean allZero = true;
      for (int i = 0; i < n; i++) {
        scales.add(Float.toString(q.scales()[i]));
        zeros.add(Long.toString(q.zeroPoints()[i]));
        allZero &= q.zeroPoints()[i] == 0;
      }
      String leftOut = "{… " + n + " values}";
      return "axis %d, scales %s".formatted(q.axis(), n > longest ? leftOut : scales)
          + (allZero ? "" : ", zeros " + (n > longest ? leftOut : zeros));
    }

    private String data(Tensor tensor) {
      Constant data = tensor.data();
      if (data == null) {
        return "";
      }
      String place = names.of(tensor) + " in " + index;
      String other = printed.putIfAbsent(data, place);
      if (other == null) {
        return " = " + new DataText(longest).of(tensor, data);
      }
      String here = " in " + index;
      boolean inThisGraph = other.endsWith(here);
      return " = as " + (inThisGraph ? other.substring(0, other.length() - here.length()) : other);
    }
  }
}
