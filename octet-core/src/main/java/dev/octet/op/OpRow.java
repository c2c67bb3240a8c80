package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What quantization must know of one op.
 *
 * <p>Versions are op versions; 0 means that the runtime has no such kernel. Sources: LiteRT's
 * kernels ({@code tflite/kernels}), {@code operator_property.cc} and {@code op_version.cc}.
 *
 * @param op the builtin operator's name
 * @param activations the inputs that carry activations; empty means all of them
 * @param weights the inputs that hold weights when they are constant
 * @param bias the input that holds the bias, or −1
 * @param biasVersion the version that takes a bias, if it is not the first
 * @param patches which stretches of its data are multiplied by its weights
 * @param constraint what the integer kernel demands of parameters
 * @param fixed8 the fixed output parameters in 8 bits, if the constraint says so
 * @param fixed16 the same in 16 bits
 * @param int8 version of the int8 kernel, or 0
 * @param int16 version of the kernel with int16 activations, or 0
 * @param hybrid version that takes float activations and int8 weights per tensor, or 0
 * @param hybridPerChannel the same with weights per channel, or 0; without {@code hybrid} the
 *     kernel reads a scale per channel also when all are the same
 * @param asymmetricInputs whether the hybrid kernel has the option {@code
 *     asymmetric_quantize_inputs}
 * @param fourBits what its kernels take of 4-bit weights
 * @param outputScaleFloor from the largest input scale to the smallest output scale that the
 *     integer kernel takes
 * @param conditions what else a node must fulfil to have an integer form or a hybrid one
 * @param hybridConditions what a node must fulfil beyond that to have a hybrid form
 * @param needsScaleBelowOne whether its integer kernel ends the process on an input scale of
 *     exactly 1
 * @param typeBlind whether it looks at shapes only, so that any type will do
 * @param options the table of its builtin options, where quantized kernels need one; else empty
 * @param int16Options builtin options to set when it computes with int16 activations
 * @param int16Conditions what a node must fulfil beyond {@code conditions} to compute with int16
 *     activations
 * @param body the option that names the graph which is a part of the op itself and must stay as it
 *     is; else empty
 * @param normPart what a node of the op can be of a root of squares
 * @param whyFloat by type of activations, why it has no integer form, where that is worth saying
 * @param substitutes by type of activations, what computes in its place
 * @param recurrent what its integer form needs beyond that, if it keeps state
 */
public record OpRow(
    String op,
    List<Integer> activations,
    List<Weight> weights,
    int bias,
    int biasVersion,
    InputPatches patches,
    Constraint constraint,
    @Nullable PerTensor fixed8,
    @Nullable PerTensor fixed16,
    int int8,
    int int16,
    int hybrid,
    int hybridPerChannel,
    boolean asymmetricInputs,
    FourBits fourBits,
    DoubleUnaryOperator outputScaleFloor,
    List<Condition> conditions,
    List<Condition> hybridConditions,
    boolean needsScaleBelowOne,
    boolean typeBlind,
    String options,
    Map<String, Object> int16Options,
    List<Condition> int16Conditions,
    String body,
    Function<Node, NormPart> normPart,
    Map<ElementType, String> whyFloat,
    Map<ElementType, Substitute> substitutes,
    @Nullable Recurrent recurrent) {
  /** The axis of weights that only come per tensor. */
  public static final int PER_TENSOR = -1;

  /** Copies the lists. */
  public OpRow {
    activations = List.copyOf(activations);
    weights = List.copyOf(weights);
    conditions = List.copyOf(conditions);
    hybridConditions = List.copyOf(hybridConditions);
    int16Options = Map.copyOf(int16Options);
    int16Conditions = List.copyOf(int16Conditions);
    whyFloat = Map.copyOf(whyFloat);
    substitutes = Map.copyOf(substitutes);
    if ((constraint == Constraint.FIXED_OUTPUT) != (fixed8 != null)) {
      throw new IllegalArgumentException(op + ": fixed parameters go with a fixed output");
    }
  }

  /**
   * An input that holds weights when it is constant.
   *
   * @param input its index
   * @param axis the axis of the output channels, or {@link #PER_TENSOR}
   * @param rank the rank without which it is no weight, or 0 for any
   */
  public record Weight(int input, int axis, int rank) {
    /** A weight of any rank. */
    public Weight(int input, int axis) {
      this(input, axis, 0);
    }
  }

  /**
   * Something a node must fulfil.
   *
   * @param holds the test
   * @param reason told when it fails
   */
  public record Condition(Predicate<Node> holds, String reason) {}

  /** Whether there is a hybrid kernel. */
  public boolean hasHybrid() {
    return hybrid > 0 || hybridPerChannel > 0;
  }

  /** The version of the kernel with activations of that type, or 0. */
  public int integerVersion(ElementType activationType) {
    return activationType == ElementType.INT16 ? int16 : int8;
  }

  /** Whether it computes with activations of that type, itself or by a substitute. */
  public boolean isInteger(ElementType activationType) {
    return integerVersion(activationType) > 0 || substitutes.containsKey(activationType);
  }

  /** What computes in its place with activations of that type. */
  public Optional<Substitute> substitute(ElementType activationType) {
    return Optional.ofNullable(substitutes.get(activationType));
  }

  /** Why it has no form with activations of that type. */
  public String whyFloat(ElementType activationType) {
    return whyFloat.getOrDefault(
        activationType, "the runtime has no " + activationType.text() + " kernel for it");
  }

  /** What a node must fulfil to compute with activations of that type. */
  public Stream<Condition> conditions(ElementType activationType) {
    return Stream.of(
            conditions,
            activationType == ElementType.INT16 ? int16Conditions : List.<Condition>of(),
            recurrent == null ? List.<Condition>of() : recurrent.conditions())
        .flatMap(List::stream);
  }

  /** The fixed output parameters for activations of that type; only for that constraint. */
  public @Nullable PerTensor fixed(ElementType activationType) {
    return activationType == ElementType.INT16 ? fixed16 : fixed8;
  }

  /**
   * The indices of this node's inputs that carry float activations: constant ones included, and
   * weights where they are not constant.
   */
  public IntStream activationInputs(Node node) {
    return IntStream.range(0, node.inputs().size())
        .filter(i -> activations.isEmpty() || activations.contains(i) || isVaryingWeight(node, i))
        .filter(i -> isFloat(node.input(i)));
  }

  private boolean isVaryingWeight(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor != null
        && !tensor.isConstant()
        && weights.stream().anyMatch(w -> w.input() == input);
  }

  /** The weight slot at an input, if there is one and it holds a float constant. */
  public Optional<Weight> weightAt(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor != null && tensor.isConstant() && isFloat(tensor)
        ? weights.stream()
            .filter(w -> w.input() == input)
            .filter(w -> w.rank() == 0 || w.rank() == tensor.shape().rank())
            .findFirst()
        : Optional.empty();
  }

  /** The weight slots of a node that hold float constants. */
  public List<Weight> weightsOf(Node node) {
    return weights.stream().filter(w -> weightAt(node, w.input()).isPresent()).toList();
  }

  /** The inner tensors of a node whose ranges its integer form needs. */
  public List<Tensor> inner(Node node) {
    return recurrent == null ? List.of() : recurrent.inner(node);
  }

  private static boolean isFloat(@Nullable Tensor tensor) {
    return tensor != null && tensor.type() == ElementType.FLOAT32;
  }
}
