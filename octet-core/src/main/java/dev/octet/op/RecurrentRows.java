package dev.octet.op;

import static dev.octet.op.RowBuilder.row;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of ops that keep state. Their hybrid kernels take all matrices as int8 or none, one
 * scale each; vectors in the place of a matrix (diagonal recurrent weights) they take as float.
 */
final class RecurrentRows {
  private RecurrentRows() {}

  static List<RowBuilder> all() {
    return List.of(
        lstm("UNIDIRECTIONAL_SEQUENCE_LSTM", 3)
            .options("UnidirectionalSequenceLSTMOptions")
            .recurrent(Recurrent.LSTM),
        lstm("LSTM", 4)
            .options("LSTMOptions")
            .recurrent(Recurrent.LSTM)
            .hybridWhere(LstmNode::isFull, "it is a basic LSTM, not a full one"),
        hybrid("BIDIRECTIONAL_SEQUENCE_LSTM", "BidirectionalSequenceLSTMOptions")
            .matrices(1, 2, 3, 4, 5, 6, 7, 8, 16)
            .vectors(9, 10, 11)
            .matrices(18, 19, 20, 21, 22, 23, 24, 25, 33)
            .vectors(26, 27, 28)
            .matrices(40, 41, 42, 43, 44, 45, 46, 47)
            .hybridWhere(
                n -> areConstant(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16),
                "its weights are not all constant")
            .hybridWhere(
                n -> areConstant(n, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 33),
                "its weights are not all constant")
            .hybridWhere(
                n -> areConstant(n, 40, 41, 42, 43, 44, 45, 46, 47),
                "its weights are not all constant"),
        rnn("RNN", "RNNOptions"),
        rnn("UNIDIRECTIONAL_SEQUENCE_RNN", "SequenceRNNOptions"),
        hybrid("BIDIRECTIONAL_SEQUENCE_RNN", "BidirectionalSequenceRNNOptions")
            .matrices(1, 2, 5, 6, 10, 11)
            .hybridWhere(n -> areConstant(n, 1, 2, 5, 6), "its weights are not all constant")
            .hybridWhere(
                n -> !isTimeMajor(n), "it runs through a time-major sequence more than once")
            .hybridWhere(n -> n.input(10) == null, "it cannot read a second input"),
        row("SVDF")
            .activation(0)
            .matrices(1, 2)
            .integer(3, 0)
            .hybrid(4, 0, true)
            .options("SVDFOptions")
            .recurrent(Recurrent.SVDF)
            .hybridWhere(n -> areConstant(n, 1, 2), "its weights are not all constant"));
  }

  private static RowBuilder lstm(String op, int hybridVersion) {
    return row(op)
        .activation(0)
        .matrices(1, 2, 3, 4, 5, 6, 7, 8, LstmNode.PROJECTION)
        .vectors(9, 10, 11)
        .integer(1, 0)
        .hybrid(hybridVersion, 0, true)
        .hybridWhere(
            n -> !LstmNode.isFull(n) || new LstmNode(n).isConstant(),
            "its weights are not all constant");
  }

  private static RowBuilder rnn(String op, String options) {
    return hybrid(op, options)
        .matrices(1, 2)
        .hybridWhere(n -> areConstant(n, 1, 2), "its weights are not all constant");
  }

  private static RowBuilder hybrid(String op, String options) {
    return row(op).activation(0).hybrid(3, 0, true).options(options);
  }

  private static boolean isTimeMajor(Node node) {
    var options = node.operation().options();
    return options != null && options.flag("time_major");
  }

  private static boolean areConstant(Node node, int... inputs) {
    return Arrays.stream(inputs)
        .mapToObj(node::input)
        .allMatch(t -> t == null || isFloatConstant(t));
  }

  private static boolean isFloatConstant(Tensor tensor) {
    return tensor.isConstant() && tensor.type() == ElementType.FLOAT32;
  }
}
