package dev.octet.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateTest {
  private final Candidate candidate =
      Candidate.PLAIN
          .with(Improvement.BIAS_CORRECTION)
          .with(Improvement.EQUALIZE)
          .with(Improvement.MSE_RANGES)
          .with(List.of("^block/conv(;|$)", "^x\\[1\\]$"), Choice.INT16X8)
          .with(List.of("head"), Choice.FLOAT);

  @Test
  void isEqualHoweverItCameAbout() {
    Candidate other =
        Candidate.PLAIN
            .with(List.of("head"), Choice.INT16X8)
            .with(List.of("^x\\[1\\]$", "gone", "^block/conv(;|$)"), Choice.INT16X8)
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

  @Test
  void namesAnOpForPeople() {
    assertThat(Candidate.name("^block/conv(;|$)")).isEqualTo("block/conv");
    assertThat(Candidate.name("^a\\.b;c$")).isEqualTo("a.b");
  }
}
