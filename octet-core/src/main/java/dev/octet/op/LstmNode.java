package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operands of LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM in their full form of 20 or 24 inputs, by
 * what they mean; source: {@code tflite/kernels/lstm_shared.h}.
 *
 * @param node such a node
 */
public record LstmNode(Node node) {
  /** The op's input (batch, time, inputs), or whatever the op makes of it. */
  public static final int INPUT = 0;

  /** The input that holds the projection's weights (outputs, cells). */
  public static final int PROJECTION = 16;

  /** The input that holds the projection's bias (outputs). */
  public static final int PROJECTION_BIAS = 17;

  /** The input that holds the output state, a variable (batch, outputs). */
  public static final int OUTPUT_STATE = 18;

  /** The input that holds the cell state, a variable (batch, cells). */
  public static final int CELL_STATE = 19;

  /** The intermediate that describes what is projected; before it comes one for each gate. */
  public static final int HIDDEN = 4;

  private static final int INPUTS = 24;
  private static final int INPUTS_WITHOUT_NORMALIZATION = 20;

  /** The gates, in the order of the operands. */
  public enum Gate {
    /** How much of the new values is let in; absent when it is coupled to the forget gate. */
    INPUT(0),
    /** How much of the cell state is kept. */
    FORGET(1),
    /** The new values. */
    CELL(2),
    /** How much of the cell state is let out. */
    OUTPUT(3);

    private static final int NO_INPUT = 24;

    private final int index;

    Gate(int index) {
      this.index = index;
    }

    /** Its place among the gates, and among the intermediates. */
    public int index() {
      return index;
    }

    /** The input that holds the weights of the op's input (cells, inputs). */
    public int weights() {
      return 1 + index;
    }

    /** The input that holds the weights of the output state (cells, outputs). */
    public int recurrentWeights() {
      return 5 + index;
    }

    /** The input that holds the weights of the cell state (cells); for the cell gate none. */
    public int peephole() {
      return switch (this) {
        case INPUT, FORGET -> 9 + index;
        case CELL -> NO_INPUT;
        case OUTPUT -> 11;
      };
    }

    /** The input that holds the bias (cells). */
    public int bias() {
      return 12 + index;
    }

    /** The input that holds the coefficients of the layer normalization (cells). */
    public int normalization() {
      return 20 + index;
    }
  }

  /** Whether a node is an LSTM in its full form. */
  public static boolean isFull(Node node) {
    boolean isLstm =
        node.operation().is("LSTM") || node.operation().is("UNIDIRECTIONAL_SEQUENCE_LSTM");
    int inputs = node.inputs().size();
    var options = node.operation().options();
    boolean isBasic = options != null && options.name("kernel_type", "FULL").equals("BASIC");
    return isLstm && !isBasic && (inputs == INPUTS || inputs == INPUTS_WITHOUT_NORMALIZATION);
  }

  /** The gates that this one has. */
  public List<Gate> gates() {
    return Arrays.stream(Gate.values()).filter(g -> g != Gate.INPUT || !isCoupled()).toList();
  }

  /** Whether the input gate is one minus the forget gate (CIFG). */
  public boolean isCoupled() {
    return node.input(Gate.INPUT.weights()) == null;
  }

  /** Whether the gates also see the cell state. */
  public boolean hasPeepholes() {
    return node.input(Gate.OUTPUT.peephole()) != null;
  }

  /** Whether what leaves the cells is projected. */
  public boolean isProjected() {
    return node.input(PROJECTION) != null;
  }

  /** Whether the sums of the gates are normalized. */
  public boolean isNormalized() {
    return node.input(Gate.FORGET.normalization()) != null;
  }

  /** Whether the values run over time first, then over the batch. */
  public boolean isTimeMajor() {
    var options = node.operation().options();
    return options != null && options.flag("time_major");
  }

  /** A real option, 0 when absent. */
  public float option(String name) {
    var options = node.operation().options();
    return options == null ? 0 : (float) options.real(name, 0);
  }

  /** How many cells there are. */
  public int cells() {
    return tensor(Gate.OUTPUT.weights()).shape().dim(0);
  }

  /** How many outputs there are: as many as cells unless they are projected. */
  public int outputs() {
    Tensor recurrent = tensor(Gate.OUTPUT.recurrentWeights());
    return recurrent.shape().dim(recurrent.shape().rank() - 1);
  }

  /** An input that must be there. */
  public Tensor tensor(int input) {
    return Objects.requireNonNull(node.input(input), "input");
  }

  /** Whether everything but the input and the state is a float constant or absent. */
  public boolean isConstant() {
    for (int i = 1; i < node.inputs().size(); i++) {
      if (i != OUTPUT_STATE && i != CELL_STATE && !isFloatConstant(node.input(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFloatConstant(@Nullable Tensor tensor) {
    return tensor == null || (tensor.isConstant() && tensor.type() == ElementType.FLOAT32);
  }
}
