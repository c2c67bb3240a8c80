package dev.octet.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {
  private final Candidate candidate =
      Candidate.PLAIN
          .with(Improvement.BIAS_CORRECTION)
          .with(Improvement.EQUALIZE)
          .with(Improvement.MSE_RANGES)
          .with(List.of("block/conv;relu", "x[1]"), Choice.INT16X8)
          .with(List.of("head"), Choice.FLOAT);

  @Test
  void isEqualHoweverItCameAbout() {
    Candidate other =
        Candidate.PLAIN
            .with(List.of("head"), Choice.INT16X8)
            .with(List.of("x[1]", "gone", "block/conv;relu"), Choice.INT16X8)
            .without(List.of("gone"))
            .with(List.of("head"), Choice.FLOAT)
            .with(Improvement.MSE_RANGES)
            .with(Improvement.EQUALIZE)
            .with(Improvement.BIAS_CORRECTION);
    assertThat(other).isEqualTo(candidate);
    assertThat(other.digest()).isEqualTo(candidate.digest());
    assertThat(other.with(List.of("more"), Choice.FLOAT).digest()).isNotEqualTo(candidate.digest());
  }

  @Test
  void isARecipeThatCanBeKept() {
    Recipe recipe = candidate.recipe(Recipe.fullInteger());
    assertThat(RecipeFile.parse(RecipeFile.print(recipe), "x")).isEqualTo(recipe);
    assertThat(recipe.rules()).hasSize(5);
    assertThat(recipe.improvements())
        .containsExactlyInAnyOrder(Improvement.EQUALIZE, Improvement.BIAS_CORRECTION);
  }

  @Test
  void isSaidInAFewWords() {
    assertThat(Candidate.PLAIN.text()).isEqualTo("plain");
    assertThat(candidate.text())
        .isEqualTo("equalize + bias-correction + mse-ranges, 2 ops in int16x8, 1 op in float");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv", "a.b|c", "x[1](2){3}", "p^2$", "back\\slash", "\\Qa\\E", "é;日"})
  void namesOneNodeAndNoOther(String name) {
    Pattern regex = Pattern.compile(Candidate.exactly(name));
    assertThat(regex.matcher(name).find()).isTrue();
    assertThat(regex.matcher(name + "x").find()).isFalse();
    assertThat(regex.matcher("x" + name).find()).isFalse();
    assertThat(regex.matcher("conx").find()).isFalse();
  }
}
