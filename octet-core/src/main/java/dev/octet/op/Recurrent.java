package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an integer form with state needs beyond a row: which inner tensors must have a range, and
 * what the kernel demands. Sources: {@code lstm_eval.cc} and {@code svdf.cc} of LiteRT's kernels.
 */
public enum Recurrent {
  /** LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM. */
  LSTM {
    @Override
    public List<Condition> conditions() {
      return List.of(
          condition(LstmNode::isFull, "it is a basic LSTM, not a full one"),
          lstm(LstmNode::isConstant, "its weights are not all constant"),
          condition(
              n -> isState(n, LstmNode.OUTPUT_STATE) && isState(n, LstmNode.CELL_STATE),
              "its state is no variable"),
          lstm(Recurrent::hasMatrices, "its recurrent weights are a diagonal"),
          condition(n -> activation(n).equals("TANH"), "its integer kernel knows tanh only"),
          lstm(
              l -> !l.hasPeepholes() || l.outputs() == l.cells(),
              "its integer kernel cannot have peepholes with a projection to another size"),
          lstm(
              l -> !describesItself(l) || l.node().intermediates().size() == 5,
              "its inner tensors are not declared"));
    }

    @Override
    List<Tensor> innerTensors(Node node) {
      var lstm = new LstmNode(node);
      var inner = new ArrayList<Tensor>();
      inner.add(lstm.tensor(LstmNode.CELL_STATE));
      if (lstm.isNormalized()) {
        lstm.gates().forEach(g -> inner.add(node.intermediates().get(g.index())));
      }
      if (lstm.isProjected()) {
        inner.add(node.intermediates().get(LstmNode.HIDDEN));
      }
      return inner;
    }
  },

  /** SVDF. */
  SVDF {
    @Override
    public List<Condition> conditions() {
      return List.of(
          condition(n -> isConstant(n, 1) && isConstant(n, 2), "its weights are not all constant"),
          condition(n -> n.input(3) == null || isConstant(n, 3), "its bias is not constant"),
          condition(n -> isState(n, 4), "its state is no variable"),
          condition(n -> activation(n).equals("RELU"), "its integer kernel knows RELU only"));
    }

    @Override
    List<Tensor> innerTensors(Node node) {
      Tensor state = node.input(4);
      return state == null ? List.of() : List.of(state);
    }
  };

  /** What a node must fulfil to have the integer form. */
  public abstract List<Condition> conditions();

  /** The inner tensors whose ranges the integer form needs; none if it has no such form. */
  public List<Tensor> inner(Node node) {
    return conditions().stream().allMatch(c -> c.holds().test(node))
        ? innerTensors(node)
        : List.of();
  }

  abstract List<Tensor> innerTensors(Node node);

  /** Whether its integer form goes by the parameters of intermediates that differ from others. */
  public static boolean describesItself(LstmNode lstm) {
    return lstm.isNormalized() || lstm.isProjected();
  }

  private static Condition condition(Predicate<Node> holds, String otherwise) {
    return new Condition(holds, otherwise);
  }

  private static Condition lstm(Predicate<LstmNode> holds, String otherwise) {
    return condition(n -> !LstmNode.isFull(n) || holds.test(new LstmNode(n)), otherwise);
  }

  private static boolean hasMatrices(LstmNode lstm) {
    return lstm.gates().stream()
        .allMatch(g -> lstm.tensor(g.recurrentWeights()).shape().rank() == 2);
  }

  private static String activation(Node node) {
    var options = node.operation().options();
    return options == null ? "NONE" : options.name("fused_activation_function", "NONE");
  }

  private static boolean isConstant(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor != null && tensor.isConstant() && isFloat(tensor);
  }

  private static boolean isState(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor != null && tensor.isVariable() && isFloat(tensor);
  }

  private static boolean isFloat(@Nullable Tensor tensor) {
    return tensor != null && tensor.type() == ElementType.FLOAT32;
  }
}
