package dev.octet.model;

import dev.octet.model.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads declarations of tensors and mentions of them, for one graph. */
final class TensorParser {
  private final Lexer lexer;
  private final AttributesParser attributes;
  private final List<TensorParser> graphs;
  private final Map<String, Tensor> tensors = new HashMap<>();

  /**
   * Makes a parser.
   *
   * @param graphs those of the graphs before, whose constants may be shared, and this one's
   */
  TensorParser(Lexer lexer, List<TensorParser> graphs) {
    this.lexer = lexer;
    this.attributes = new AttributesParser(lexer);
    this.graphs = graphs;
    graphs.add(this);
  }

  /** Whether a tensor comes next. */
  boolean isNext() {
    Token token = lexer.peek();
    return token.kind() == Kind.NAME || token.is("const") || token.is("var");
  }

  /** A declaration, or the name of a tensor declared before. */
  Tensor tensor() {
    boolean variable = lexer.accept("var");
    boolean constant = lexer.accept("const");
    Token name = name();
    if (!variable && !constant && !lexer.peek().is(":")) {
      return find(name);
    }
    lexer.expect(":");
    Tensor tensor;
    try {
      tensor = declared(name, constant);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Lexer.error(name, String.valueOf(e.getMessage()));
    }
    tensor = variable ? tensor.asVariable() : tensor;
    if (tensors.put(key(name), tensor) != null) {
      throw Lexer.error(name, name + " is declared twice; tell them apart by #1, #2, …");
    }
    return tensor;
  }

  /** The name of a tensor, which may be declared later. */
  Token name() {
    if (lexer.peek().kind() != Kind.NAME) {
      throw lexer.unexpected("a %name");
    }
    return lexer.take();
  }

  /** The tensor of a name. */
  Tensor find(Token name) {
    Tensor tensor = tensors.get(key(name));
    if (tensor == null) {
      throw Lexer.error(name, name + " is not declared");
    }
    return tensor;
  }

  private static String key(Token name) {
    return name.suffix() + " " + name.text();
  }

  private Tensor declared(Token name, boolean constant) {
    ElementType type = type();
    Shape shape = shape();
    Tensor plain = Tensor.of(name.text(), type, shape);
    Quantization quantization = lexer.accept("quant") ? quantization() : null;
    Attributes extras = lexer.accept("extras") ? attributes.attributes() : null;
    Constant data = null;
    if (constant) {
      lexer.expect("=");
      data = lexer.accept("as") ? shared() : new DataParser(lexer).data(type, shape);
    }
    return plain.withExtras(extras).withData(type, quantization, data);
  }

  private Constant shared() {
    Token name = name();
    TensorParser graph =
        lexer.accept("in") ? graphs.get(attributes.number(0, graphs.size() - 1)) : this;
    Constant data = graph.find(name).data();
    if (data == null) {
      throw Lexer.error(name, name + " is no constant");
    }
    return data;
  }

  private ElementType type() {
    String word = lexer.peek().text();
    for (ElementType type : ElementType.values()) {
      if (type.text().equals(word)) {
        lexer.take();
        return type;
      }
    }
    throw lexer.unexpected("a type");
  }

  private Shape shape() {
    lexer.expect("[");
    if (lexer.accept("*")) {
      lexer.expect("]");
      return Shape.unranked();
    }
    var sizes = new ArrayList<Integer>();
    var signature = new ArrayList<Integer>();
    while (!lexer.accept("]")) {
      int size = attributes.number(0, Integer.MAX_VALUE);
      sizes.add(size);
      signature.add(lexer.accept("?") ? -1 : size);
      attributes.comma("]");
    }
    return sizes.isEmpty() ? Shape.of() : Shape.of(array(sizes), array(signature));
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private Quantization quantization() {
    lexer.expect("(");
    Quantization q =
        switch (lexer.peek().text()) {
          case "scale" -> perTensor();
          case "axis" -> perChannel();
          case "block" -> blockwise();
          default -> new Quantization.Opaque(attributes.attributes());
        };
    lexer.expect(")");
    return q;
  }

  private Quantization perTensor() {
    lexer.expect("scale");
    float scale = Float.parseFloat(lexer.take().text());
    next("zero");
    return new Quantization.PerTensor(scale, Long.parseLong(lexer.take().text()));
  }

  private Quantization perChannel() {
    lexer.expect("axis");
    int axis = attributes.number(0, Integer.MAX_VALUE);
    next("scales");
    List<String> words = words();
    var scales = new float[words.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Float.parseFloat(words.get(i));
    }
    long[] zeros = new long[scales.length];
    if (lexer.accept(",")) {
      lexer.expect("zeros");
      zeros = words().stream().mapToLong(Long::parseLong).toArray();
    }
    return new Quantization.PerChannel(scales, zeros, axis);
  }

  private Quantization blockwise() {
    lexer.expect("block");
    int size = attributes.number(0, Integer.MAX_VALUE);
    next("axis");
    int axis = attributes.number(Integer.MIN_VALUE, Integer.MAX_VALUE);
    next("scales");
    return new Quantization.Blockwise(find(name()), size, axis);
  }

  private void next(String word) {
    lexer.expect(",");
    lexer.expect(word);
  }

  private List<String> words() {
    lexer.expect("{");
    var words = new ArrayList<String>();
    while (!lexer.accept("}")) {
      if (lexer.peek().is("…")) {
        throw lexer.unexpected("a number: it was left out when the text was printed");
      }
      words.add(lexer.take().text());
      attributes.comma("}");
    }
    return words;
  }
}
