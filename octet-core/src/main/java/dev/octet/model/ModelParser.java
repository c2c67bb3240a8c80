package dev.octet.model;

import dev.octet.model.Token.Kind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads models; see {@link Text} for the form. */
final class ModelParser {
  /** What may follow the inputs of a node other than its options' table. */
  private static final Set<String> NO_OPTIONS = Set.of("bytes", "extras", "const", "var");

  private final Lexer lexer;
  private final AttributesParser attributes;
  private final List<TensorParser> graphTensors = new ArrayList<>();

  ModelParser(Lexer lexer) {
    this.lexer = lexer;
    this.attributes = new AttributesParser(lexer);
  }

  Model model() {
    String description = lexer.accept("description") ? attributes.word("a text") : "";
    var graphs = new ArrayList<Graph>();
    var signatures = new ArrayList<Signature>();
    var metadata = new ArrayList<Model.Metadata>();
    while (lexer.peek().kind() != Kind.END) {
      if (lexer.accept("graph")) {
        graphs.add(graph());
      } else if (lexer.accept("signature")) {
        signatures.add(signature());
      } else if (lexer.accept("metadata")) {
        String name = attributes.word("a name");
        lexer.expect("=");
        metadata.add(new Model.Metadata(name, new DataParser(lexer).raw()));
      } else {
        throw lexer.unexpected("'graph', 'signature' or 'metadata'");
      }
    }
    Token end = lexer.peek();
    try {
      return new Model(description, graphs, signatures, metadata);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Lexer.error(end, "this is no sound model: " + e.getMessage());
    }
  }

  private Signature signature() {
    String key = attributes.word("a key");
    lexer.expect("graph");
    int graph = attributes.number(0, Integer.MAX_VALUE);
    List<Signature.Port> inputs = ports();
    lexer.expect("->");
    return new Signature(key, graph, inputs, ports());
  }

  private List<Signature.Port> ports() {
    var ports = new ArrayList<Signature.Port>();
    lexer.expect("(");
    while (!lexer.accept(")")) {
      String name = attributes.word("a name");
      lexer.expect(":");
      ports.add(new Signature.Port(name, attributes.number(0, Integer.MAX_VALUE)));
      attributes.comma(")");
    }
    return ports;
  }

  private Graph graph() {
    var tensors = new TensorParser(lexer, graphTensors);
    Token start = lexer.peek();
    String name = attributes.word("a name");
    var inputs = new ArrayList<Tensor>();
    lexer.expect("(");
    while (!lexer.accept(")")) {
      inputs.add(tensors.tensor());
      attributes.comma(")");
    }
    lexer.expect("->");
    var outputNames = new ArrayList<Token>();
    lexer.expect("(");
    while (!lexer.accept(")")) {
      outputNames.add(tensors.name());
      attributes.comma(")");
    }
    var nodes = new ArrayList<Node>();
    lexer.expect("{");
    while (!lexer.accept("}")) {
      statement(tensors, nodes);
    }
    List<Tensor> outputs = outputNames.stream().map(tensors::find).toList();
    try {
      return new Graph(name, inputs, outputs, nodes);
    } catch (IllegalArgumentException e) {
      throw Lexer.error(start, "graph '" + name + "': " + e.getMessage());
    }
  }

  /** Declarations alone, or the results of a node and the node. */
  private void statement(TensorParser tensors, List<Node> nodes) {
    List<Tensor> results = tensors.isNext() ? list(tensors) : List.of();
    List<Tensor> inner = lexer.accept("|") ? list(tensors) : List.of();
    boolean declarations = !results.isEmpty() && inner.isEmpty() && !lexer.peek().is("=");
    if (!declarations) {
      lexer.expect("=");
      nodes.add(node(tensors, results, inner));
    }
  }

  private List<Tensor> list(TensorParser tensors) {
    var list = new ArrayList<Tensor>();
    do {
      list.add(tensors.tensor());
    } while (lexer.accept(","));
    return list;
  }

  private Node node(TensorParser tensors, List<Tensor> results, List<Tensor> inner) {
    boolean custom = lexer.accept("custom");
    if (custom) {
      lexer.expect(":");
    }
    String op = attributes.word("an op");
    int version = version();
    var inputs = new ArrayList<@Nullable Tensor>();
    lexer.expect("(");
    while (!lexer.accept(")")) {
      inputs.add(lexer.accept("_") ? null : tensors.find(tensors.name()));
      attributes.comma(")");
    }
    Attributes options = hasOptions() ? attributes.attributes() : null;
    MemorySegment bytes = lexer.accept("bytes") ? new DataParser(lexer).raw().bytes() : null;
    Attributes extras = lexer.accept("extras") ? attributes.attributes() : null;
    var operation = new Operation(op, custom, version, options, bytes, extras);
    return new Node(operation, inputs, results, inner);
  }

  private int version() {
    Token token = lexer.peek();
    if (token.kind() != Kind.WORD || !token.text().startsWith("v")) {
      return 1;
    }
    lexer.take();
    try {
      return Integer.parseInt(token.text().substring(1));
    } catch (NumberFormatException e) {
      throw Lexer.error(token, token + " is no version such as v2");
    }
  }

  /** Whether a table follows, rather than a word of the form, the next statement or the end. */
  private boolean hasOptions() {
    Token token = lexer.peek();
    return token.kind() == Kind.QUOTED
        || (token.kind() == Kind.WORD && !NO_OPTIONS.contains(token.text()));
  }
}
