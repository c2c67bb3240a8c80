package dev.octet.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Improvement;
import dev.octet.tune.Step.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final double LIMIT = 0.01;

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void asksNoMoreWhenThePlainModelIsGoodEnough() {
    var simulation = new Simulation().nodes(10, 0.0005).gain(Improvement.EQUALIZE, 0.5);
    Result result = run(simulation);
    assertThat(chosen(result)).isEqualTo(Candidate.PLAIN);
    assertThat(result.within()).isTrue();
    assertThat(simulation.measured()).isEqualTo(1);
  }

  @Test
  void takesTheImprovementsThatHelpAndNoOthers() {
    var simulation =
        new Simulation()
            .nodes(10, 0.01)
            .gain(Improvement.EQUALIZE, 0.6)
            .gain(Improvement.BIAS_CORRECTION, 0)
            .gain(Improvement.CLIP_WEIGHTS, -0.5)
            .gain(Improvement.ROUND_WEIGHTS, 0.8);
    Result result = run(simulation);
    assertThat(chosen(result).improvements())
        .isEqualTo(Set.of(Improvement.EQUALIZE, Improvement.ROUND_WEIGHTS));
    assertThat(chosen(result).choices()).isEmpty();
    assertThat(verdicts(result))
        .containsExactly(Verdict.KEPT, Verdict.KEPT, Verdict.SAME, Verdict.LEFT, Verdict.WITHIN);
  }

  @Test
  void keepsTheBestOfSeveralWaysToFindRanges() {
    var simulation =
        new Simulation()
            .nodes(10, 0.01)
            .gain(Improvement.MSE_RANGES, 0.5)
            .gain(Improvement.PERCENTILE_RANGES, 0.95)
            .gain(Improvement.ENTROPY_RANGES, 0.99);
    assertThat(chosen(run(simulation)).improvements())
        .isEqualTo(Set.of(Improvement.PERCENTILE_RANGES));
  }

  @Test
  void saysWhatCannotBeAndGoesOn() {
    var simulation =
        new Simulation().nodes(4, 0.1).node("bad", 0.3).gain(Improvement.ENTROPY_RANGES, 0.9);
    Result result = run(simulation);
    assertThat(result.within()).isTrue();
    Step failed =
        result.steps().stream()
            .filter(s -> s.verdict() == Verdict.FAILED)
            .findFirst()
            .orElseThrow();
    assertThat(failed.trial().failure()).contains("no entropy here");
  }

  @Test
  void findsTheFewOpsThatMustBeInt16() {
    var simulation = new Simulation().nodes(30, 0.0001);
    simulation.node("a;b", 0.02).node("worst", 0.03).node("c", 0.015);
    Result result = run(simulation);
    assertThat(chosen(result).choices())
        .isEqualTo(
            new TreeMap<>(
                Map.of("a;b", Choice.INT16X8, "worst", Choice.INT16X8, "c", Choice.INT16X8)));
    assertThat(measure(result).integerShare()).isEqualTo(1);
    assertThat(simulation.measured()).isLessThan(20);
  }

  @Test
  void givesBackWhatTheRankingTookForGuilty() {
    var simulation =
        new Simulation() {
          @Override
          public List<String> ranking(Candidate candidate, Pulse pulse) {
            var names = new ArrayList<>(super.ranking(candidate, pulse));
            names.remove("worst");
            names.add(5, "worst");
            return names;
          }
        };
    simulation.nodes(30, 0.0001).node("worst", 0.05);
    assertThat(chosen(run(simulation)).choices()).containsOnlyKeys("worst");
  }

  @Test
  void takesFloatWhereInt16IsNotEnoughAndInt16ForTheRest() {
    var simulation = new Simulation().nodes(20, 0.0001).node("awful", 0.5).node("bad", 0.05);
    Result result = run(simulation);
    assertThat(chosen(result).choices())
        .containsEntry("awful", Choice.FLOAT)
        .containsEntry("bad", Choice.INT16X8)
        .hasSize(2);
  }

  @Test
  void takesFloatForFewWhereManyMustBeInt16() {
    var simulation = new Simulation().nodes(20, 0.004).node("awful", 0.5);
    Result result = run(simulation);
    assertThat(result.within()).isTrue();
    assertThat(chosen(result).nodes(Choice.FLOAT)).containsExactly("awful");
    assertThat(chosen(result).nodes(Choice.INT16X8)).isNotEmpty();
  }

  @Test
  void leavesTheInterfaceOfAStrictRecipeInIntegers() {
    var simulation = new Simulation().nodes(5, 0.5).allowing(Choice.INT8, Choice.INT16X8);
    Result result = run(simulation);
    assertThat(result.within()).isFalse();
    assertThat(chosen(result).choices().values()).doesNotContain(Choice.FLOAT);
  }

  @Test
  void saysSoWhenTheLimitCannotBeMet() {
    var simulation = new Simulation().nodes(5, 0.5).allowing();
    Result result = run(simulation);
    assertThat(result.within()).isFalse();
    assertThat(result.ended()).isEmpty();
    assertThat(measure(result).drop()).isEqualTo(2.5);
  }

  @Test
  void asksForMoreIntegersWhereTheRecipeKeepsFloats() {
    var simulation = new Simulation().nodes(5, 0.0001).held("harmless", 0.001).held("harmful", 0.9);
    Result result = run(simulation);
    assertThat(chosen(result).choices()).containsOnlyKeys("harmless");
    assertThat(measure(result).integerShare()).isEqualTo(6 / 7.0);
  }

  @Test
  void prefersWhatTheObjectiveSays() {
    var simulation = new Simulation().nodes(5, 0.0001).node("bad", 0.02);
    Result fast = run(simulation, Objective.LATENCY, Duration.ofHours(1), Memory.inProcess());
    assertThat(chosen(fast).choices()).containsEntry("bad", Choice.FLOAT);
    Result small = run(simulation, Objective.SIZE, Duration.ofHours(1), Memory.inProcess());
    assertThat(chosen(small).choices()).containsEntry("bad", Choice.INT16X8);
  }

  @Test
  void reportsTheFrontWithoutWhatIsWorseInEveryWay() {
    var simulation = new Simulation().nodes(20, 0.0001).node("awful", 0.5).node("bad", 0.05);
    Result result = run(simulation);
    assertThat(result.front()).isNotEmpty().contains(Objects.requireNonNull(result.best()));
    for (Trial one : result.front()) {
      for (Trial other : result.front()) {
        assertThat(
                Front.isPreferable(
                    Objects.requireNonNull(one.measure()), Objects.requireNonNull(other.measure())))
            .isFalse();
      }
    }
  }

  @Test
  void endsWhenItsTimeIsUpWithWhatItHas() {
    var simulation = new Simulation().nodes(30, 0.0001).node("worst", 0.05).node("bad", 0.04);
    Result result =
        run(simulation, Objective.INTEGER_OPS, Duration.ofMillis(2500), Memory.inProcess());
    assertThat(result.ended()).isEqualTo("out of time");
    assertThat(result.steps()).hasSize(2);
    assertThat(result.within()).isFalse();
  }

  @Test
  void goesOnWhereAKilledSearchWas() {
    Result whole = run(damaged());
    int all = damaged().measured();
    var killed = damaged().killedAfter(6);
    assertThatThrownBy(() -> run(killed, Objective.INTEGER_OPS, Duration.ofHours(1), state("m")))
        .isInstanceOf(Simulation.Killed.class);
    var again = damaged();
    Result result = run(again, Objective.INTEGER_OPS, Duration.ofHours(1), state("m"));
    assertThat(chosen(result)).isEqualTo(chosen(whole));
    assertThat(result.remembered()).isEqualTo(6);
    assertThat(again.measured()).isEqualTo(whole.steps().size() - 6).isNotEqualTo(all);
  }

  private static Simulation damaged() {
    return new Simulation().nodes(30, 0.0001).node("worst", 0.05).node("bad", 0.04);
  }

  @Test
  void makesATrialAnewWhoseFileIsBroken() throws Exception {
    run(damaged(), Objective.INTEGER_OPS, Duration.ofHours(1), state("m"));
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder.resolve("state"))) {
      files = listed.toList();
    }
    for (Path file : files) {
      if (!file.endsWith("tune.json")) {
        Files.writeString(file, "{\"measure\": 7}");
      }
    }
    var again = damaged();
    Result result = run(again, Objective.INTEGER_OPS, Duration.ofHours(1), state("m"));
    assertThat(result.remembered()).isZero();
    assertThat(result.within()).isTrue();
  }

  @Test
  void refusesTheStateOfAnotherModel() {
    state("m");
    assertThatThrownBy(() -> state("another"))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("model (m there, another now)")
        .hasMessageContaining("state");
  }

  @Test
  void refusesAFolderOfOtherThings() throws Exception {
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state").resolve("photo.jpg"), "x");
    assertThatThrownBy(() -> state("m")).hasMessageContaining("other files");
    Files.writeString(folder.resolve("state").resolve("tune.json"), "[]");
    assertThatThrownBy(() -> state("m")).hasMessageContaining("not one of octet tune");
  }

  private Memory state(String model) {
    return StateFolder.open(
        folder.resolve("state"), new TreeMap<>(Map.of("model", model, "metric", "top1")));
  }

  private Result run(Simulation simulation) {
    return run(simulation, Objective.INTEGER_OPS, Duration.ofHours(1), Memory.inProcess());
  }

  private Result run(Simulation simulation, Objective objective, Duration budget, Memory memory) {
    var watcher =
        new Watcher() {
          @Override
          public void trying(String what) {
            told.add(what);
          }

          @Override
          public void reference(Measure measure) {
            told.add("float");
          }

          @Override
          public void step(Step step) {
            told.add(step.what());
          }

          @Override
          public void beat(String stage, long done, long total) {
            told.add(stage);
          }
        };
    var deadline = new Deadline(budget, simulation::now);
    return new Search(simulation, new Goal(LIMIT, objective, budget), memory, deadline, watcher)
        .run();
  }

  private static Candidate chosen(Result result) {
    return Objects.requireNonNull(result.best()).candidate();
  }

  private static Measure measure(Result result) {
    return Objects.requireNonNull(Objects.requireNonNull(result.best()).measure());
  }

  private static List<Verdict> verdicts(Result result) {
    return result.steps().stream().map(Step::verdict).toList();
  }
}
