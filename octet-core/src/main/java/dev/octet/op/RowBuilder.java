package dev.octet.op;

import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Builds a row as a sentence; only what is said differs from an op without any quantized form. */
final class RowBuilder {
  private final String op;
  private List<Integer> activations = List.of();
  private final List<OpRow.Weight> weights = new ArrayList<>();
  private int bias = -1;
  private Constraint constraint = Constraint.FREE;
  private @Nullable PerTensor fixed8;
  private @Nullable PerTensor fixed16;
  private int int8;
  private int int16;
  private int hybrid;
  private int hybridPerChannel;
  private boolean asymmetricInputs;
  private DoubleUnaryOperator outputScaleFloor = _ -> 0;
  private final List<OpRow.Condition> conditions = new ArrayList<>();
  private final List<OpRow.Condition> hybridConditions = new ArrayList<>();
  private boolean needsScaleBelowOne;
  private boolean typeBlind;
  private String options = "";
  private Map<String, Object> int16Options = Map.of();
  private @Nullable Recurrent recurrent;

  RowBuilder(String op) {
    this.op = op;
  }

  RowBuilder activation(Integer... inputs) {
    activations = List.of(inputs);
    return this;
  }

  RowBuilder weight(int input, int axis) {
    weights.add(new OpRow.Weight(input, axis));
    return this;
  }

  /** Weights per tensor, of rank 2: what is a vector in their place stays float. */
  RowBuilder matrices(int... inputs) {
    for (int input : inputs) {
      weights.add(new OpRow.Weight(input, OpRow.PER_TENSOR, 2));
    }
    return this;
  }

  /** Vectors of weights per tensor. */
  RowBuilder vectors(int... inputs) {
    for (int input : inputs) {
      weights.add(new OpRow.Weight(input, OpRow.PER_TENSOR, 1));
    }
    return this;
  }

  RowBuilder recurrent(Recurrent form) {
    recurrent = form;
    return this;
  }

  RowBuilder bias(int input) {
    bias = input;
    return this;
  }

  RowBuilder constrained(Constraint to) {
    constraint = to;
    return this;
  }

  RowBuilder fixedOutput(PerTensor in8Bits, @Nullable PerTensor in16Bits) {
    constraint = Constraint.FIXED_OUTPUT;
    fixed8 = in8Bits;
    fixed16 = in16Bits;
    return this;
  }

  RowBuilder integer(int version8, int version16) {
    int8 = version8;
    int16 = version16;
    return this;
  }

  RowBuilder hybrid(int perTensor, int perChannel, boolean withAsymmetricInputs) {
    hybrid = perTensor;
    hybridPerChannel = perChannel;
    asymmetricInputs = withAsymmetricInputs;
    return this;
  }

  RowBuilder outputScaleFloor(DoubleUnaryOperator ofLargestInputScale) {
    outputScaleFloor = ofLargestInputScale;
    return this;
  }

  RowBuilder where(Predicate<Node> holds, String otherwise) {
    conditions.add(new OpRow.Condition(holds, otherwise));
    return this;
  }

  RowBuilder hybridWhere(Predicate<Node> holds, String otherwise) {
    hybridConditions.add(new OpRow.Condition(holds, otherwise));
    return this;
  }

  RowBuilder needsScaleBelowOne() {
    needsScaleBelowOne = true;
    return this;
  }

  RowBuilder typeBlind() {
    typeBlind = true;
    return this;
  }

  RowBuilder options(String table) {
    options = table;
    return this;
  }

  RowBuilder int16Option(String name, Object value) {
    int16Options = Map.of(name, value);
    return this;
  }

  OpRow build() {
    return new OpRow(
        op,
        activations,
        weights,
        bias,
        constraint,
        fixed8,
        fixed16,
        int8,
        int16,
        hybrid,
        hybridPerChannel,
        asymmetricInputs,
        outputScaleFloor,
        conditions,
        hybridConditions,
        needsScaleBelowOne,
        typeBlind,
        options,
        int16Options,
        recurrent);
  }
}
