package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks of the larger collection in every mode: each quantized op has its row. */
class DebugFixturesTest {
  private static RepresentativeDataset data(Octet octet, String name, int samples) {
    Path folder = Fixtures.shared("data");
    String multi = folder.resolve("multi_sig.npz").toString();
    RepresentativeDataset all =
        name.equals("multi_sig")
            ? Datasets.open(
                List.of(
                    "encode=" + multi + ":encode_x",
                    "decode=" + multi + ":decode_code",
                    "similarity=" + multi + ":similarity_a,similarity_b"),
                octet.model(),
                DataOptions.standard())
            : name.startsWith("tiny")
                ? Datasets.open(
                    List.of(folder.resolve(name + ".npz") + ":calib"),
                    octet.model(),
                    DataOptions.standard())
                : Datasets.open(
                    List.of(folder.resolve("fmnist_calib.npz") + ":x"),
                    octet.model(),
                    DataOptions.normalized(0, 255));
    return all.first(samples);
  }

  private static List<Recipe> recipes() {
    var recipes = new ArrayList<Recipe>();
    for (Mode mode : Mode.values()) {
      recipes.add(Recipe.of(mode));
    }
    recipes.add(
        Recipe.of(Mode.INT8).withInputType(ElementType.UINT8).withOutputType(ElementType.UINT8));
    return recipes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fmnist_cnn/float",
        "fmnist_lstm/float",
        "fmnist_lstm/float_k2",
        "fmnist_mbv2/float",
        "fmnist_mbv2_hostile/float",
        "fmnist_qat/float",
        "fmnist_vit/float",
        "multi_sig/float",
        "tiny_ad01/float",
        "tiny_kws/float",
        "tiny_resnet/float"
      })
  void eachQuantizedOpHasItsRow(String model) {
    String name = model.split("/", 2)[0];
    var octet = Octet.load(Fixtures.shared("models/" + model + ".tflite"));
    RepresentativeDataset data = data(octet, name, 4);
    Ranges ranges = octet.calibrate(data, 1, _ -> {});
    for (Recipe recipe : recipes()) {
      Outcome outcome;
      try {
        outcome = octet.quantize(recipe, ranges);
      } catch (OctetException e) {
        assertThat(recipe.strict()).as("%s: %s", recipe.name(), e).isTrue();
        continue;
      }
      Diagnosis found = octet.debug(outcome, data.first(1), DebugOptions.standard(), 1, _ -> {});
      assertThat(found.notes())
          .as("%s %s", model, recipe.name())
          .noneMatch(n -> n.startsWith("no twin") || n.contains("is not compared"));
      assertThat(found.layers().stream().map(l -> l.place().original()))
          .as("%s %s", model, recipe.name())
          .containsAll(madeInteger(outcome.plan()));
      if (!recipe.needsRanges()) {
        assertThat(found.layers().stream().map(l -> l.place().quantized()))
            .as("%s %s", model, recipe.name())
            .containsAll(quantized(outcome.model()));
      }
    }
  }

  /** The float ops that give integers in place of floats. */
  private static List<Node> madeInteger(Plan plan) {
    return plan.model().graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .filter(n -> ControlFlow.graphs(n).isEmpty())
        .filter(n -> plan.of(n).scheme() instanceof Scheme.FullInteger)
        .filter(n -> n.output(0).type() == ElementType.FLOAT32)
        .toList();
  }

  /** The ops that read weights that are smaller. */
  private static List<Node> quantized(Model model) {
    return model.graphs().stream()
        .flatMap(
            g -> {
              var ops = new QuantizedOps(new Origins(g));
              return g.nodes().stream().filter(ops::contains);
            })
        .filter(n -> ControlFlow.graphs(n).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "fmnist_cnn/tf-int8_io_uint8, 8",
    "fmnist_cnn/tf-float16, 4",
    "fmnist_cnn/litert-static_wi8_ai16, 8",
    "fmnist_mbv2/tf-int8_io_int8, 20",
    "fmnist_mbv2/litert-dynamic_wi4_afp32, 12",
    "fmnist_mbv2_hostile/tf-selective_top4, 16",
    "fmnist_vit/tf-int8_fallback, 117",
    "multi_sig/tf-int8_fallback, 13",
    "tiny_resnet/tf-int16x8, 16",
    "tiny_resnet/litert-weight_only_wi8_afp32, 10"
  })
  void filesOfOtherToolsAreTwins(String file, int rows) {
    String name = file.split("/", 2)[0];
    var octet = Octet.load(Fixtures.shared("models/" + name + "/float.tflite"));
    Model quantized = Tflite.read(Fixtures.shared("golden/" + file + ".tflite"));
    Diagnosis found =
        octet.debug(quantized, data(octet, name, 2), DebugOptions.standard(), 1, _ -> {});
    assertThat(found.layers()).hasSize(rows);
    assertThat(found.notes()).noneMatch(n -> n.startsWith("no twin"));
  }

  @Test
  void anotherTrainingOfTheSameNetworkIsNoTwin() {
    var octet = Octet.load(Fixtures.shared("models/fmnist_mbv2_hostile/float.tflite"));
    Model other = Tflite.read(Fixtures.shared("golden/fmnist_mbv2/tf-int8_io_int8.tflite"));
    assertThatThrownBy(
            () ->
                octet.debug(
                    other,
                    data(octet, "fmnist_mbv2_hostile", 1),
                    DebugOptions.standard(),
                    1,
                    _ -> {}))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_TWINS))
        .hasMessageContaining("CONV_2D");
  }

  @Test
  void eachSignatureIsReportedOnce() {
    var octet = Octet.load(Fixtures.shared("models/multi_sig/float.tflite"));
    RepresentativeDataset data = data(octet, "multi_sig", 3);
    Ranges ranges = octet.calibrate(data, 1, _ -> {});
    Outcome outcome = octet.quantize(Recipe.of(Mode.INT8), ranges);
    Diagnosis found = octet.debug(outcome, data, DebugOptions.standard(), 1, _ -> {});
    assertThat(found.layers().stream().map(l -> String.valueOf(l.place().signature())).distinct())
        .containsExactly("encode", "decode", "similarity");
    for (LayerStatistics layer : found.layers()) {
      int graph =
          outcome
              .model()
              .signature(String.valueOf(layer.place().signature()))
              .orElseThrow()
              .graph();
      assertThat(layer.place().graph()).isEqualTo(graph);
      assertThat(outcome.model().graphs().get(graph).nodes()).contains(layer.place().quantized());
    }
  }

  @Test
  void fusedRecurrentOpsKeepStateOfTheirOwn() {
    var octet = Octet.load(Fixtures.shared("models/fmnist_lstm/float_k2.tflite"));
    RepresentativeDataset data = data(octet, "fmnist_lstm", 8);
    Ranges ranges = octet.calibrate(data, 1, _ -> {});
    for (Mode mode : List.of(Mode.INT8, Mode.FLOAT16, Mode.WEIGHTS8)) {
      Outcome outcome = octet.quantize(Recipe.of(mode), ranges);
      Diagnosis found = octet.debug(outcome, data, DebugOptions.standard(), 1, _ -> {});
      assertThat(found.layers())
          .filteredOn(l -> l.place().op().equals("UNIDIRECTIONAL_SEQUENCE_LSTM"))
          .singleElement()
          .satisfies(l -> assertThat(l.likeness().sqnr()).isGreaterThan(30));
    }
  }
}
