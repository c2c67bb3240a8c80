package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.Sensitivity.Layer;
import dev.octet.debug.SensitivityOptions.Way;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.plan.Change;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Reason;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.Selector;
import dev.octet.plan.Treatment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which layer does the harm, on models where that is known. */
class SensitivityTest {
  /** Of the two values in %wide one is a thousand times the other, which is what counts. */
  private static final String PLANTED =
      """
      graph main(%x: f32[1,2]) -> (%last) {
        const %big: f32[2] = 0x00007a440000803f
        const %back: f32[2] = 0x6f12833a0000803f
        const %half: f32[2] = 0x0000003f0000003f
        %first: f32[1,2] = MUL(%x, %half)
        %wide: f32[1,2] = MUL(%first, %big)
        %narrow: f32[1,2] = MUL(%wide, %back)
        %last: f32[1,2] = MUL(%narrow, %half)
      }
      """;

  @TempDir private static Path folder;
  private static Octet fashion;
  private static RepresentativeDataset images;

  @BeforeAll
  static void loadTheExample() {
    fashion = Octet.load(Fixtures.example("fashion.tflite"));
    images =
        Datasets.open(
                List.of(Fixtures.example("calib.npz") + ":x"),
                fashion.model(),
                DataOptions.normalized(0, 255))
            .first(12);
  }

  private static Octet octet(String text) {
    Path file = folder.resolve("model.tflite");
    Tflite.write(Text.parse(text), file);
    return Octet.load(file);
  }

  private static RepresentativeDataset pairs(Octet octet) {
    var random = new Random(7);
    var values = new float[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return RepresentativeDataset.of(
        Datasets.of(
            ModelInputs.of(octet.model()).main(),
            Map.of("x", NdArray.of(new long[] {20, 2}, values)),
            DataOptions.standard()));
  }

  private static Sensitivity measure(
      Octet octet, Recipe recipe, RepresentativeDataset data, SensitivityOptions options) {
    Ranges ranges =
        recipe.needsRanges() ? octet.calibrate(recipe, data, 1, _ -> {}) : octet.withoutRanges();
    return octet.sensitivity(recipe, ranges, data, options, (_, _, _) -> {});
  }

  private static List<String> names(Sensitivity sensitivity) {
    return sensitivity.layers().stream().map(Layer::name).toList();
  }

  @Test
  void thoseThatShareTheTensorThatDoesTheHarmRankFirst() {
    Octet octet = octet(PLANTED);
    Sensitivity found =
        measure(octet, Recipe.fullInteger(), pairs(octet), SensitivityOptions.standard());
    assertThat(names(found).subList(0, 2)).containsExactlyInAnyOrder("wide", "narrow");
    assertThat(found.layers()).extracting(Layer::rank).containsExactly(1, 2, 3, 4);
    assertThat(found.layers().get(1).effect().sqnrDb()).isLessThan(15);
    assertThat(found.layers().get(2).effect().sqnrDb()).isGreaterThan(40);
    assertThat(found.samples()).isEqualTo(20);
  }

  @Test
  void denyingTheWorstMendsTheModelAndSaysWhy() {
    Octet octet = octet(PLANTED);
    RepresentativeDataset data = pairs(octet);
    Recipe recipe = Recipe.fullInteger();
    Ranges ranges = octet.calibrate(data, 1, _ -> {});
    Sensitivity found =
        octet.sensitivity(recipe, ranges, data, SensitivityOptions.standard(), (_, _, _) -> {});
    Recipe mended = found.denyWorst(2, recipe);
    List<Effect> effects =
        new SensitivityAnalysis(
                octet.requantizer(ranges), SensitivityOptions.standard(), (_, _, _) -> {})
            .effects(List.of(recipe, mended), data);
    assertThat(effects.getFirst()).isEqualTo(found.all());
    assertThat(effects.getLast().sqnrDb()).isGreaterThan(effects.getFirst().sqnrDb() + 25);
    Plan plan = octet.plan(mended, ranges);
    assertThat(plan.keptFloat())
        .extracting(n -> plan.of(n).reason().code())
        .containsExactly(Reason.Code.DENIED, Reason.Code.DENIED);
    assertThat(plan.of(plan.keptFloat().getFirst()).reason().text())
        .matches("sensitivity denies it: rank [12], quantized alone it leaves -?\\d+\\.\\d dB");
  }

  @Test
  void freeingOneOfTwoThatShareATensorBringsLittle() {
    Octet octet = octet(PLANTED);
    Sensitivity found =
        measure(
            octet,
            Recipe.fullInteger(),
            pairs(octet),
            SensitivityOptions.standard().withWay(Way.FREE));
    assertThat(found.layers()).allSatisfy(l -> assertThat(l.effect().sqnrDb()).isLessThan(5));
  }

  @Test
  void layersAreChosenTogether() {
    Octet octet = octet(PLANTED);
    for (Way way : Way.values()) {
      Sensitivity found =
          measure(
              octet,
              Recipe.fullInteger(),
              pairs(octet),
              SensitivityOptions.standard().withWay(way).withRefined(2));
      assertThat(names(found).subList(0, 2)).containsExactlyInAnyOrder("wide", "narrow");
      assertThat(found.layers()).hasSize(4);
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    var one = SensitivityOptions.standard().withRefined(2);
    Sensitivity alone = measure(fashion, Recipe.fullInteger(), images, one);
    assertThat(measure(fashion, Recipe.fullInteger(), images, one.withThreads(3))).isEqualTo(alone);
    Octet few = octet(PLANTED);
    assertThat(measure(few, Recipe.fullInteger(), pairs(few), one.withThreads(8)))
        .isEqualTo(measure(few, Recipe.fullInteger(), pairs(few), one));
  }

  @ParameterizedTest
  @EnumSource
  void everyModeIsMeasured(Mode mode) {
    Sensitivity found =
        measure(fashion, Recipe.of(mode), images, SensitivityOptions.standard().withSamples(4));
    assertThat(found.layers()).isNotEmpty();
    assertThat(found.all().noise()).isPositive().isLessThan(0.5);
    assertThat(found.layers())
        .allSatisfy(l -> assertThat(l.effect().noise()).isBetween(0.0, 0.5))
        .isSortedAccordingTo((a, b) -> Double.compare(b.effect().noise(), a.effect().noise()));
    assertThat(found.samples()).isEqualTo(4);
  }

  @Test
  void mixedRecipesAreMeasuredAsTheyAre() {
    Recipe mixed =
        Recipe.fullInteger()
            .with(new Rule(Selector.op("ADD"), Change.to(Treatment.Kind.INT16X8)))
            .withDenylistedOps(List.of("SOFTMAX"));
    Sensitivity found = measure(fashion, mixed, images, SensitivityOptions.standard());
    assertThat(found.layers()).extracting(Layer::op).contains("ADD").doesNotContain("SOFTMAX");
  }

  @Test
  void theShortNameOfALayerDeniesJustThatLayer() {
    Ranges ranges = fashion.calibrate(images, 1, _ -> {});
    Recipe recipe = Recipe.fullInteger();
    Sensitivity found =
        fashion.sensitivity(
            recipe, ranges, images, SensitivityOptions.standard().withSamples(1), (_, _, _) -> {});
    for (Layer layer : found.layers()) {
      Plan plan = fashion.plan(recipe.withDeniedNodes(layer.node()), ranges);
      assertThat(plan.keptFloat())
          .filteredOn(n -> plan.of(n).reason().code() == Reason.Code.DENIED)
          .singleElement()
          .satisfies(n -> assertThat(n.output(0).name()).startsWith(layer.name()));
    }
  }

  @Test
  void signaturesAreMeasuredTogether() {
    Octet octet =
        octet(
            """
            signature fine graph 0 (x: 0) -> (y: 0)
            signature rough graph 1 (x: 0) -> (y: 0)
            graph main(%x: f32[1,2]) -> (%y) {
              %y: f32[1,2] = TANH(%x)
            }
            graph other(%x: f32[1,2]) -> (%tail) {
              const %big: f32[2] = 0x00007a440000803f
              const %back: f32[2] = 0x6f12833a0000803f
              %wide: f32[1,2] = MUL(%x, %big)
              %tail: f32[1,2] = MUL(%wide, %back)
            }
            """);
    var samples = pairs(octet).parts().getFirst().samples();
    var data =
        new RepresentativeDataset(
            List.of(
                new RepresentativeDataset.Part("fine", samples),
                new RepresentativeDataset.Part("rough", samples)),
            List.of());
    Sensitivity found =
        measure(octet, Recipe.fullInteger(), data, SensitivityOptions.standard().withSamples(5));
    assertThat(names(found)).hasSize(3).last().isEqualTo("y");
    assertThat(found.samples()).isEqualTo(10);
  }

  @Test
  void progressCountsUpToTheEnd() {
    var seen = new ArrayList<String>();
    Ranges ranges = fashion.withoutRanges();
    fashion.sensitivity(
        Recipe.dynamicRange(),
        ranges,
        images,
        SensitivityOptions.standard().withSamples(1),
        (stage, done, all) -> seen.add(stage + " " + done + "/" + all));
    assertThat(seen).hasSizeGreaterThan(5).last().asString().matches("ranking layers (\\d+)/\\1");
  }

  @Test
  void nothingCannotBeMeasured() {
    assertThatThrownBy(() -> SensitivityOptions.standard().withSamples(0))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("0 samples");
  }
}
