package dev.octet.format.tensorflow.weights;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Field;
import dev.octet.format.protobuf.Message;
import dev.octet.format.protobuf.MessageWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through a graph and its functions ({@code graph.proto}, {@code function.proto}), puts other
 * nodes in the place of large constants and copies all else.
 *
 * <p>Source: {@code quantize_weights} and {@code round_weights} of the graph transforms.
 */
public final class GraphWeights {
  private static final int NODE = 1;
  private static final int LIBRARY = 2;
  private static final int LIBRARY_FUNCTION = 1;
  private static final int FUNCTION_SIGNATURE = 1;
  private static final int FUNCTION_NODE = 3;

  private final ConstantRules rules;
  private final List<ChangedConstant> changed = new ArrayList<>();
  private final List<LeftConstant> left = new ArrayList<>();
  private long nodes;

  private GraphWeights(WeightSettings settings) {
    this.rules = new ConstantRules(settings);
  }

  /**
   * Treats the large constants of a graph. Nothing is computed but how far off they will be; the
   * new values are when the result is written.
   *
   * @param graph a {@code GraphDef}, whose bytes must stay as they are until then
   * @throws OctetException {@code MALFORMED_MODEL} with the byte that is wrong; {@code
   *     UNKNOWN_FORMAT} if it has no node
   */
  public static WeightResult apply(Message graph, WeightSettings settings) {
    var weights = new GraphWeights(settings);
    MessageWriter written = weights.graph(graph);
    if (weights.nodes == 0) {
      throw new OctetException(ErrorCode.UNKNOWN_FORMAT, "has no node")
          .advise("give a frozen graph: a GraphDef, in binary or as text");
    }
    return new WeightResult(written, weights.nodes, weights.changed, weights.left);
  }

  private MessageWriter graph(Message graph) {
    var written = new MessageWriter();
    Scope scope = Scope.ofGraph(graph, NODE);
    graph.forEachSpan(
        (field, from, to) -> {
          switch (field.number()) {
            case NODE -> {
              if (!node(field, scope, written)) {
                written.copy(graph, from, to);
              }
            }
            case LIBRARY -> {
              int before = changed.size();
              MessageWriter library = library(field.message());
              if (changed.size() > before) {
                written.message(LIBRARY, library);
              } else {
                written.copy(graph, from, to);
              }
            }
            default -> written.copy(graph, from, to);
          }
        });
    return written;
  }

  private MessageWriter library(Message library) {
    var written = new MessageWriter();
    library.forEachSpan(
        (field, from, to) -> {
          int before = changed.size();
          if (field.number() == LIBRARY_FUNCTION) {
            MessageWriter function = function(field.message());
            if (changed.size() > before) {
              written.message(LIBRARY_FUNCTION, function);
              return;
            }
          }
          written.copy(library, from, to);
        });
    return written;
  }

  private MessageWriter function(Message function) {
    var written = new MessageWriter();
    String name = function.message(FUNCTION_SIGNATURE).text(1);
    Scope scope = Scope.ofFunction(name, function, FUNCTION_NODE);
    function.forEachSpan(
        (field, from, to) -> {
          if (field.number() != FUNCTION_NODE || !node(field, scope, written)) {
            written.copy(function, from, to);
          }
        });
    return written;
  }

  /** Puts others in the place of a node, or returns false where it stays as it is. */
  private boolean node(Field field, Scope scope, MessageWriter written) {
    Message proto = field.message();
    nodes++;
    var node = new ConstantNode(proto, proto.text(ConstantNode.NAME));
    String op = proto.text(ConstantNode.OP);
    if (node.name().isEmpty() || op.isEmpty()) {
      throw proto.malformed("a node has no " + (op.isEmpty() ? "op" : "name"));
    }
    if (!op.equals("Const")) {
      return false;
    }
    return switch (rules.of(node, scope)) {
      case ConstantRules.OfNoInterest _ -> false;
      case ConstantRules.Left(long elements, String why) -> {
        left.add(new LeftConstant(node.name(), scope.function(), elements, why));
        yield false;
      }
      case ConstantRules.Replaced(long elements, List<MessageWriter> others, double error) -> {
        long before = written.size();
        others.forEach(other -> written.message(scope.nodeField(), other));
        changed.add(
            new ChangedConstant(
                node.name(),
                scope.function(),
                elements,
                proto.bytes().byteSize(),
                written.size() - before,
                error));
        yield true;
      }
    };
  }
}
