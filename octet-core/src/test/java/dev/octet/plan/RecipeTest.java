package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Which node gets what, by the rules of a recipe. */
class RecipeTest {
  private static final Model MODEL =
      Text.parse(
          """
          signature first graph 0 (x: 0) -> (y: 0)
          signature second graph 1 (x: 0) -> (y: 0)
          graph main(%x: f32[3]) -> (%head) {
            %body: f32[3] = RELU(%x)
            %head: f32[3] = TANH(%body)
          }
          graph other(%x: f32[3]) -> (%tail) {
            %tail: f32[3] = TANH(%x)
          }
          """);

  private static List<String> schemes(Recipe recipe) {
    Plan plan = plan(recipe);
    return MODEL.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .map(n -> scheme(plan.of(n).scheme()))
        .toList();
  }

  private static Plan plan(Recipe recipe) {
    return new Planner(OpTable.standard()).plan(MODEL, recipe, _ -> OptionalDouble.of(1));
  }

  private static String scheme(Scheme scheme) {
    return scheme instanceof Scheme.FullInteger(ElementType type, _) ? type.text() : "float";
  }

  private static Rule rule(Selector nodes, Treatment.Kind kind) {
    return new Rule(nodes, Change.to(kind));
  }

  @Test
  void aLaterRuleWinsOverAnEarlierOne() {
    Recipe recipe = Recipe.fullInteger().with(rule(Selector.op("TANH"), Treatment.Kind.INT16X8));
    assertThat(schemes(recipe)).containsExactly("i8", "i16", "i16");
    assertThat(schemes(recipe.with(rule(Selector.ALL, Treatment.Kind.INT8))))
        .containsExactly("i8", "i8", "i8");
  }

  @Test
  void aNameIsFoundAnywhereUnlessAnchored() {
    assertThat(schemes(Recipe.fullInteger().withDeniedNodes("ea")))
        .containsExactly("i8", "float", "i8");
    assertThat(schemes(Recipe.fullInteger().withDeniedNodes("^ea")))
        .containsExactly("i8", "i8", "i8");
    assertThat(schemes(Recipe.fullInteger().withOnlyNodes("head|tail")))
        .containsExactly("float", "i8", "i8");
  }

  @Test
  void aSignatureStandsForAllThatItRuns() {
    Recipe recipe =
        Recipe.fullInteger().with(new Rule(Selector.signature("second"), Change.denial()));
    assertThat(schemes(recipe)).containsExactly("i8", "i8", "float");
  }

  @Test
  void allThatASelectorSaysMustHold() {
    var both = new Selector(List.of("TANH", "RELU"), "head", null, List.of("second"));
    assertThat(schemes(Recipe.fullInteger().with(new Rule(both, Change.denial()))))
        .containsExactly("i8", "i8", "i8");
  }

  @Test
  void exactNamesAreDeniedAsLiteRtsUsersKnowIt() {
    assertThat(schemes(Recipe.fullInteger().withDenylistedNodes(List.of("head", "tail"))))
        .containsExactly("i8", "float", "float");
    assertThat(schemes(Recipe.fullInteger().withDenylistedNodes(List.of("hea", "t.il"))))
        .containsExactly("i8", "i8", "i8");
  }

  @Test
  void whatIsDeniedSaysByWhom() {
    assertThat(denied(Recipe.fullInteger().withDenylistedOps(List.of("TANH"))))
        .isEqualTo(new Reason(Reason.Code.DENIED, "a rule denies it (op TANH)"));
    assertThat(denied(Recipe.fullInteger().withDeniedNodes("^head$")))
        .isEqualTo(new Reason(Reason.Code.DENIED, "a rule denies it (node '^head$')"));
    assertThat(denied(Recipe.fullInteger().with(Rule.denial(Selector.node("head"), "it hurts"))))
        .isEqualTo(new Reason(Reason.Code.DENIED, "it hurts"));
  }

  private static Reason denied(Recipe recipe) {
    Plan plan = plan(recipe);
    return plan.of(plan.keptFloat().getFirst()).reason();
  }

  @Test
  void aDenialEndsWhereALaterRuleNamesAScheme() {
    Recipe denied = Recipe.fullInteger().withDenylistedOps(List.of("TANH"));
    assertThat(schemes(denied.with(rule(Selector.node("tail"), Treatment.Kind.INT8))))
        .containsExactly("i8", "float", "i8");
    assertThat(schemes(denied.withPerTensor())).containsExactly("i8", "float", "float");
  }

  @Test
  void rulesThatMatchNothingAreTold() {
    Recipe recipe =
        Recipe.fullInteger().withDenylistedOps(List.of("TANH")).withDeniedNodes("nowhere");
    assertThat(plan(recipe).unusedRules()).containsExactly(recipe.rules().getLast());
    assertThat(recipe.rules().getLast().nodes()).hasToString("node 'nowhere'");
  }

  @Test
  void theInterfaceHasTypesThatTheRulesMake() {
    Recipe mixed = Recipe.fullInteger().with(rule(Selector.op("TANH"), Treatment.Kind.INT16X8));
    assertThat(mixed.withInputType(ElementType.INT16).inputType()).isEqualTo(ElementType.INT16);
    assertThatThrownBy(() -> Recipe.fullInteger().withInputType(ElementType.INT16))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("mode int8 has no int16 input");
  }

  @Test
  void improvementsAreSortedAndCountOnce() {
    Recipe recipe =
        Recipe.fullInteger()
            .withImprovement(Improvement.ROUND_WEIGHTS)
            .withImprovement(Improvement.EQUALIZE)
            .withDenylistedOps(List.of("TANH"))
            .withImprovement(Improvement.ROUND_WEIGHTS)
            .withOutputType(ElementType.INT8);
    assertThat(recipe.improvements())
        .containsExactly(Improvement.EQUALIZE, Improvement.ROUND_WEIGHTS);
    assertThat(recipe.modelImprovements()).containsExactly(Improvement.EQUALIZE);
  }

  @Test
  void improvementsThatCanDoNothingAreRefused() {
    assertThat(Recipe.dynamicRange().withImprovement(Improvement.CLIP_WEIGHTS).improvements())
        .isNotEmpty();
    assertThatThrownBy(() -> Recipe.dynamicRange().withImprovement(Improvement.MSE_RANGES))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("mse-ranges can do nothing for mode dynamic")
        .hasMessageContaining("int8, int8-only, int16x8, int16x8-only");
    assertThatThrownBy(() -> Recipe.float16().withImprovement(Improvement.EQUALIZE))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("equalize can do nothing for mode float16");
  }
}
