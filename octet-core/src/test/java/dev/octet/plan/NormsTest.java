package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which nodes around a root stay float in int8. */
class NormsTest {
  private static final String LAYER_NORMALIZATION =
      """
      graph main(%x: f32[2,8]) -> (%y) {
        const %last: i32[1] = {1}
        const %epsilon: f32[] = {0.001}
        %in: f32[2,8] = ABS(%x)
        %mean: f32[2,1] = MEAN(%in, %last) ReducerOptions{keep_dims: true}
        %squares: f32[2,8] = SQUARED_DIFFERENCE(%in, %mean)
        %variance: f32[2,1] = MEAN(%squares, %last) ReducerOptions{keep_dims: true}
        %sum: f32[2,1] = ADD(%variance, %epsilon) AddOptions{}
        %root: f32[2,1] = RSQRT(%sum)
        %centered: f32[2,8] = SUB(%in, %mean) SubOptions{}
        %y: f32[2,8] = MUL(%centered, %root) MulOptions{}
      }
      """;

  private static Rule int8(Selector nodes) {
    return new Rule(nodes, Change.to(Treatment.Kind.INT8));
  }

  private static Plan plan(Recipe recipe, String text) {
    Model model = Text.parse(text);
    return new Planner(OpTable.standard()).plan(model, recipe, _ -> OptionalDouble.of(2));
  }

  private static List<Node> nodes(Plan plan) {
    return plan.model().main().nodes();
  }

  /** The names of the nodes that stay float. */
  private static String floats(Recipe recipe, String text) {
    Plan plan = plan(recipe, text);
    return nodes(plan).stream()
        .filter(n -> plan.of(n).scheme() instanceof Scheme.KeepFloat)
        .map(n -> n.output(0).name())
        .collect(Collectors.joining(" "));
  }

  /** The same for the nodes that lead from %x: f32[2,8] to %y. */
  private static String floatsOf(String nodes) {
    return floats(Recipe.fullInteger(), graph(nodes));
  }

  private static String graph(String nodes) {
    return """
    graph main(%x: f32[2,8]) -> (%y) {
      const %last: i32[1] = {1}
      const %same: i32[2] = {2, 8}
      const %number: f32[] = {0.5}
      const %two: f32[] = {2}
      const %minus_half: f32[] = {-0.5}
    """
        + nodes.indent(2)
        + "}\n";
  }

  @Test
  void whatLeadsFromSquaresToTheRootStaysFloat() {
    assertThat(floats(Recipe.fullInteger(), LAYER_NORMALIZATION))
        .isEqualTo("squares variance sum root");
  }

  @Test
  void theReasonIsTold() {
    Plan plan = plan(Recipe.fullInteger(), LAYER_NORMALIZATION);
    assertThat(plan.keptFloat())
        .hasSize(4)
        .allSatisfy(
            n ->
                assertThat(plan.of(n).reason())
                    .isEqualTo(
                        new Reason(
                            Reason.Code.CONDITION,
                            "it is part of a root of squares, which needs relative precision: int8"
                                + " steps are absolute")));
  }

  @Test
  void integersAloneAndWideOnesAreAsTheyWere() {
    assertThat(floats(Recipe.integerOnly(), LAYER_NORMALIZATION)).isEmpty();
    assertThat(floats(Recipe.int16x8(), LAYER_NORMALIZATION)).isEmpty();
  }

  @Test
  void aRuleThatNamesTheRootLeavesAllOfItInteger() {
    Recipe recipe = Recipe.fullInteger();
    assertThat(floats(recipe.with(int8(Selector.op("RSQRT"))), LAYER_NORMALIZATION)).isEmpty();
    assertThat(floats(recipe.with(int8(Selector.node("^root$"))), LAYER_NORMALIZATION)).isEmpty();
  }

  @Test
  void aRuleThatNamesAnotherPartMakesThatPartInteger() {
    Recipe recipe = Recipe.fullInteger().with(int8(Selector.op("ADD")));
    assertThat(floats(recipe, LAYER_NORMALIZATION)).isEqualTo("squares variance root");
  }

  @Test
  void onlyTheLastRuleWithASchemeCounts() {
    Recipe named = Recipe.fullInteger().with(int8(Selector.op("RSQRT")));
    assertThat(floats(named.withPerTensor(), LAYER_NORMALIZATION)).isEmpty();
    assertThat(floats(named.with(int8(Selector.ALL)), LAYER_NORMALIZATION))
        .isEqualTo("squares variance sum root");
    assertThat(floats(named.with(int8(Selector.except("other"))), LAYER_NORMALIZATION))
        .isEqualTo("squares variance sum root");
  }

  @Test
  void aRootWithSixteenBitsIsLeftAlone() {
    Rule wide = new Rule(Selector.op("RSQRT"), Change.to(Treatment.Kind.INT16X8));
    assertThat(floats(Recipe.fullInteger().with(wide), LAYER_NORMALIZATION)).isEmpty();
    Rule wideSum = new Rule(Selector.op("ADD"), Change.to(Treatment.Kind.INT16X8));
    Plan plan = plan(Recipe.fullInteger().with(wideSum), LAYER_NORMALIZATION);
    Node sum = nodes(plan).get(4);
    assertThat(plan.of(sum).scheme())
        .isInstanceOfSatisfying(
            Scheme.FullInteger.class,
            s -> assertThat(s.activations()).isEqualTo(ElementType.INT16));
  }

  @Test
  void aRootOfWhatIsNoSquareFollowsTheRule() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = ABS(%x)
                %b: f32[2,8] = ADD(%a, %number) AddOptions{}
                %y: f32[2,8] = RSQRT(%b)
                """))
        .isEmpty();
  }

  @Test
  void aRootOfASquareAndSomethingElseFollowsTheRule() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %b: f32[2,8] = LOGISTIC(%x)
                %c: f32[2,8] = ADD(%a, %b) AddOptions{}
                %y: f32[2,8] = RSQRT(%c)
                """))
        .isEmpty();
  }

  @Test
  void squaresWithoutARootFollowTheRule() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %b: f32[2,1] = MEAN(%a, %last) ReducerOptions{keep_dims: true}
                %y: f32[2,8] = MUL(%x, %b) MulOptions{}
                """))
        .isEmpty();
  }

  @Test
  void aProductOfTwoIsNoSquare() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = ABS(%x)
                %b: f32[2,8] = MUL(%x, %a) MulOptions{}
                %y: f32[2,8] = RSQRT(%b)
                """))
        .isEmpty();
  }

  @Test
  void aMeanThatIsUsedElsewhereTooStaysFloat() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %mean: f32[2,1] = MEAN(%a, %last) ReducerOptions{keep_dims: true}
                %root: f32[2,1] = RSQRT(%mean)
                %y: f32[2,1] = MUL(%root, %mean) MulOptions{}
                """))
        .isEqualTo("a mean root");
  }

  /** The square of the mean is taken from the mean of the squares, and held above 0. */
  @Test
  void sumsAndDifferencesOfSquaresStayFloat() {
    assertThat(
            floatsOf(
                """
                %mean: f32[2,1] = MEAN(%x, %last) ReducerOptions{keep_dims: true}
                %a: f32[2,8] = SQUARE(%x)
                %b: f32[2,1] = MEAN(%a, %last) ReducerOptions{keep_dims: true}
                %c: f32[2,1] = POW(%mean, %two)
                %d: f32[2,1] = SUB(%b, %c) SubOptions{}
                %e: f32[2,1] = MAXIMUM(%d, %number)
                %root: f32[2,1] = RSQRT(%e)
                %y: f32[2,8] = MUL(%x, %root) MulOptions{}
                """))
        .isEqualTo("a b c d e root");
  }

  @Test
  void movesAndMultiplesBetweenThemStayFloat() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %b: f32[2,8] = RESHAPE(%a, %same)
                %c: f32[2,8] = MUL(%b, %number) MulOptions{}
                %d: f32[2,8] = DIV(%c, %two) DivOptions{}
                %e: f32[2,8] = RELU(%d)
                %root: f32[2,8] = RSQRT(%e)
                %y: f32[2,8] = RESHAPE(%root, %same)
                """))
        .isEqualTo("a b c d e root y");
  }

  /** Roots without an int8 kernel are float in any case. */
  @Test
  void squaresUnderOtherRootsStayFloat() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %y: f32[2,8] = SQRT(%a)
                """))
        .isEqualTo("a y");
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %y: f32[2,8] = POW(%a, %minus_half)
                """))
        .isEqualTo("a y");
  }

  /** What is under the inner root does not matter to the outer one. */
  @Test
  void aRootEndsWhatIsASum() {
    assertThat(
            floatsOf(
                """
                %a: f32[2,8] = MUL(%x, %x) MulOptions{}
                %b: f32[2,8] = RSQRT(%a)
                %c: f32[2,8] = ADD(%b, %number) AddOptions{}
                %y: f32[2,8] = RSQRT(%c)
                """))
        .isEqualTo("a b");
  }
}
