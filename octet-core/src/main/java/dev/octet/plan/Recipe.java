package dev.octet.plan;

import static dev.octet.model.ElementType.FLOAT32;
import static dev.octet.model.ElementType.INT16;
import static dev.octet.model.ElementType.INT8;
import static dev.octet.model.ElementType.UINT8;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How to quantize: rules that are read from the first to the last. Each changes what it names for
 * the nodes that it matches, so a later rule wins over an earlier one.
 *
 * @param name what to call it
 * @param strict whether an op that must stay float is an error
 * @param inputType the type of the model's float inputs after quantization
 * @param outputType the type of its float outputs
 * @param rules in order
 * @param improvements what else is done to make the result better, in the order in which it is
 *     done; ways to find ranges are rules instead
 */
public record Recipe(
    String name,
    boolean strict,
    ElementType inputType,
    ElementType outputType,
    List<Rule> rules,
    Set<Improvement> improvements) {
  /** Dynamic-range weights smaller than this stay float, as TensorFlow's converter does. */
  public static final long DEFAULT_MIN_ELEMENTS = 1024;

  /**
   * Checks that the interface and the improvements fit the rules.
   *
   * @throws OctetException {@code USAGE} if they do not
   */
  public Recipe {
    rules = List.copyOf(rules);
    improvements = Collections.unmodifiableSet(new TreeSet<>(improvements));
    for (Improvement improvement : improvements) {
      check(name, improvement, kinds(rules));
    }
    check(name, "input", inputType, interfaceTypes(strict, rules));
    check(name, "output", outputType, interfaceTypes(strict, rules));
  }

  /** A recipe without improvements. */
  public Recipe(
      String name,
      boolean strict,
      ElementType inputType,
      ElementType outputType,
      List<Rule> rules) {
    this(name, strict, inputType, outputType, rules, Set.of());
  }

  private static void check(String name, Improvement improvement, Set<Treatment.Kind> kinds) {
    if (improvement.observer() != null) {
      throw new IllegalArgumentException(improvement + " is a rule of a recipe");
    }
    checkUseful(name, improvement, kinds);
  }

  private static void checkUseful(String name, Improvement improvement, Set<Treatment.Kind> kinds) {
    if (kinds.stream().noneMatch(improvement::goesWith)) {
      throw new OctetException(
              ErrorCode.USAGE,
              "%s can do nothing for %s".formatted(improvement.text(), called(name)))
          .advise(
              "it goes with "
                  + Arrays.stream(Mode.values())
                      .filter(m -> improvement.goesWith(m.kind()))
                      .map(Mode::text)
                      .collect(Collectors.joining(", ")));
    }
  }

  private static void check(String name, String side, ElementType type, Set<ElementType> possible) {
    if (!possible.contains(type)) {
      throw new OctetException(
              ErrorCode.USAGE, "%s has no %s %s".formatted(called(name), text(type), side))
          .advise(
              "choose " + possible.stream().map(Recipe::text).collect(Collectors.joining(" or ")));
    }
  }

  private static String called(String name) {
    return Mode.of(name).map(m -> "mode " + m.text()).orElse("recipe '" + name + "'");
  }

  /** Float always, but where all is int8 for devices without floats; integers that rules make. */
  private static Set<ElementType> interfaceTypes(boolean strict, List<Rule> rules) {
    Set<Treatment.Kind> kinds = kinds(rules);
    var types = new LinkedHashSet<ElementType>();
    if (!strict || !kinds.contains(Treatment.Kind.INT8)) {
      types.add(FLOAT32);
    }
    if (kinds.contains(Treatment.Kind.INT8)) {
      types.add(INT8);
      types.add(UINT8);
    }
    if (kinds.contains(Treatment.Kind.INT16X8)) {
      types.add(INT16);
    }
    return types;
  }

  private static Set<Treatment.Kind> kinds(List<Rule> rules) {
    return rules.stream()
        .map(r -> r.change().scheme())
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Treatment.Kind.class)));
  }

  private static String text(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** The recipe of a mode. */
  public static Recipe of(Mode mode) {
    return mode.recipe();
  }

  /** Like the converter's {@code optimizations=[DEFAULT]}. */
  public static Recipe dynamicRange() {
    return of(Mode.DYNAMIC);
  }

  /** Like {@code supported_types=[float16]}. */
  public static Recipe float16() {
    return of(Mode.FLOAT16);
  }

  /** Like {@code optimizations=[DEFAULT]} with a {@code representative_dataset}. */
  public static Recipe fullInteger() {
    return of(Mode.INT8);
  }

  /** Like {@code TFLITE_BUILTINS_INT8}. */
  public static Recipe integerOnly() {
    return of(Mode.INT8_ONLY);
  }

  /** Like 16x8 together with {@code TFLITE_BUILTINS}. */
  public static Recipe int16x8() {
    return of(Mode.INT16X8);
  }

  /** The schemes that rules name. */
  public Set<Treatment.Kind> kinds() {
    return kinds(rules);
  }

  /** Whether activations may become integers, so that ranges must be known. */
  public boolean needsRanges() {
    return kinds().stream().anyMatch(Treatment.Kind::isInteger);
  }

  /**
   * The type of integer activations: int8 when rules make both.
   *
   * @throws IllegalStateException if activations stay float
   */
  public ElementType activationType() {
    Set<Treatment.Kind> kinds = kinds();
    if (!needsRanges()) {
      throw new IllegalStateException(name + " keeps float activations");
    }
    return kinds.contains(Treatment.Kind.INT8) ? INT8 : INT16;
  }

  /** This with a float interface, and without an error for ops that must stay float. */
  public Recipe lenient() {
    return new Recipe(name, false, FLOAT32, FLOAT32, rules, improvements);
  }

  /** This with one more rule, which wins over those before. */
  public Recipe with(Rule rule) {
    var more = new ArrayList<>(rules);
    more.add(rule);
    return new Recipe(name, strict, inputType, outputType, more, improvements);
  }

  /** This with these kinds of op left float, like {@code denylisted_ops}. */
  public Recipe withDenylistedOps(List<String> ops) {
    Recipe result = this;
    for (String op : ops) {
      result = result.with(new Rule(Selector.op(op), Change.denial()));
    }
    return result;
  }

  /**
   * This with these nodes left float, like {@code denylisted_nodes}: those of which an output has
   * exactly that name. Of names that a converter joined by {@code ;} one will do.
   */
  public Recipe withDenylistedNodes(List<String> names) {
    Recipe result = this;
    for (String name : names) {
      result = result.withDeniedNodes(NodeNames.exactly(name));
    }
    return result;
  }

  /** This with the nodes left float in whose name the expression is found. */
  public Recipe withDeniedNodes(String regex) {
    return with(new Rule(Selector.node(regex), Change.denial()));
  }

  /** This with all nodes left float but those in whose name the expression is found. */
  public Recipe withOnlyNodes(String regex) {
    return with(new Rule(Selector.except(regex), Change.denial()));
  }

  /** This with one scale for each weight tensor. */
  public Recipe withPerTensor() {
    return with(Rule.forAll(Change.NONE.withGranularity(Granularity.TENSOR)));
  }

  /** This with another bound on the size of weights. */
  public Recipe withMinElements(long elements) {
    return with(Rule.forAll(Change.NONE.withMinElements(elements)));
  }

  /** This with another way to find the ranges of all activations. */
  public Recipe withObserver(RangeMethod observer) {
    return with(Rule.forAll(Change.NONE.withObserver(observer)));
  }

  /**
   * This with something that makes the result better; a way to find ranges becomes a rule for all.
   *
   * @throws OctetException {@code USAGE} if it can do nothing for this recipe
   */
  public Recipe withImprovement(Improvement improvement) {
    RangeMethod observer = improvement.observer();
    if (observer != null) {
      checkUseful(name, improvement, kinds());
      return withObserver(observer);
    }
    var more = new TreeSet<>(improvements);
    more.add(improvement);
    return new Recipe(name, strict, inputType, outputType, rules, more);
  }

  /** The improvements that make another float model before it is calibrated. */
  public Set<Improvement> modelImprovements() {
    return improvements.stream()
        .filter(Improvement::rewritesModel)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a rule names a way to find ranges. */
  public boolean namesObservers() {
    return rules.stream().anyMatch(r -> r.change().observer() != null);
  }

  /** This under another name. */
  public Recipe withName(String newName) {
    return new Recipe(newName, strict, inputType, outputType, rules, improvements);
  }

  /** This with another input type, like {@code inference_input_type}. */
  public Recipe withInputType(ElementType newInputType) {
    return new Recipe(name, strict, newInputType, outputType, rules, improvements);
  }

  /** This with another output type, like {@code inference_output_type}. */
  public Recipe withOutputType(ElementType newOutputType) {
    return new Recipe(name, strict, inputType, newOutputType, rules, improvements);
  }
}
