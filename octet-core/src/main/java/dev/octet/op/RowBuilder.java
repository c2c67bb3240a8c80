package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Builds a row as a sentence; only what is said differs from an op without any quantized form. */
final class RowBuilder {
  private final String op;
  private List<Integer> activations = List.of();
  private final List<OpRow.Weight> weights = new ArrayList<>();
  private int bias = -1;
  private int biasVersion = 1;
  private InputPatches patches = InputPatches.NONE;
  private Constraint constraint = Constraint.FREE;
  private @Nullable PerTensor fixed8;
  private @Nullable PerTensor fixed16;
  private int int8;
  private int int16;
  private int hybrid;
  private int hybridPerChannel;
  private boolean asymmetricInputs;
  private FourBits fourBits = FourBits.NONE;
  private DoubleUnaryOperator outputScaleFloor = _ -> 0;
  private final List<OpRow.Condition> conditions = new ArrayList<>();
  private final List<OpRow.Condition> hybridConditions = new ArrayList<>();
  private boolean needsScaleBelowOne;
  private boolean typeBlind;
  private String options = "";
  private Map<String, Object> int16Options = Map.of();
  private final List<OpRow.Condition> int16Conditions = new ArrayList<>();
  private String body = "";
  private Function<Node, NormPart> normPart = _ -> NormPart.NONE;
  private final Map<ElementType, String> whyFloat = new EnumMap<>(ElementType.class);
  private final Map<ElementType, Substitute> substitutes = new EnumMap<>(ElementType.class);
  private @Nullable Recurrent recurrent;

  static RowBuilder row(String op) {
    return new RowBuilder(op);
  }

  private RowBuilder(String op) {
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

  /** A bias that older versions do not take. */
  RowBuilder bias(int input, int sinceVersion) {
    biasVersion = sinceVersion;
    return bias(input);
  }

  RowBuilder patches(InputPatches multiplied) {
    patches = multiplied;
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

  RowBuilder fourBits(FourBits kernels) {
    fourBits = kernels;
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

  RowBuilder int16Where(Predicate<Node> holds, String otherwise) {
    int16Conditions.add(new OpRow.Condition(holds, otherwise));
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

  RowBuilder body(String option) {
    body = option;
    return this;
  }

  /** What every node of the op can be of a root of squares. */
  RowBuilder inNorms(NormPart part) {
    return inNorms(_ -> part);
  }

  RowBuilder inNorms(Function<Node, NormPart> part) {
    normPart = part;
    return this;
  }

  /** Why there is no integer form of any type. */
  RowBuilder floatOnly(String why) {
    return float8(why).float16(why);
  }

  RowBuilder float8(String why) {
    whyFloat.put(ElementType.INT8, why);
    return this;
  }

  RowBuilder float16(String why) {
    whyFloat.put(ElementType.INT16, why);
    return this;
  }

  RowBuilder substitute(Substitute by) {
    return substitute8(by).substitute16(by);
  }

  RowBuilder substitute8(Substitute by) {
    substitutes.put(ElementType.INT8, by);
    return this;
  }

  RowBuilder substitute16(Substitute by) {
    substitutes.put(ElementType.INT16, by);
    return this;
  }

  OpRow build() {
    return new OpRow(
        op,
        activations,
        weights,
        bias,
        biasVersion,
        patches,
        constraint,
        fixed8,
        fixed16,
        int8,
        int16,
        hybrid,
        hybridPerChannel,
        asymmetricInputs,
        fourBits,
        outputScaleFloor,
        conditions,
        hybridConditions,
        needsScaleBelowOne,
        typeBlind,
        options,
        int16Options,
        int16Conditions,
        body,
        normPart,
        whyFloat,
        substitutes,
        recurrent);
  }
}
