package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.acceptance.GraphPair.Difference;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.Tflite;
import dev.octet.plan.Mode;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Octet's models beside those of the official converter, of the same calibration data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptanceTest {
  /** Where nothing differs but what {@link Explanation} has for biases and 16x8. */
  private static final Set<String> EQUAL = Set.of("fmnist_cnn", "tiny_ad01", "tiny_kws");

  @TempDir private static Path folder;

  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final Map<String, Path> made = new LinkedHashMap<>();

  @BeforeAll
  void quantizeEachModelInEachMode() {
    Fixtures.shared(".");
    for (String name : Subject.NAMES) {
      Subject subject = Subject.load(name);
      subjects.put(name, subject);
      Peer.ALL.forEach(p -> made.put(name + p.name(), subject.quantize(p, folder)));
    }
  }

  private Path made(String model, Peer peer) {
    return Objects.requireNonNull(made.get(model + peer.name()));
  }

  @Test
  void isAsAccurateAndAsSmallAsTheOfficialConverter() {
    var table = new ScoreTable();
    var soft = new SoftAssertions();
    for (Subject subject : subjects.values()) {
      table.measure(subject, peer -> made(subject.name(), peer));
    }
    System.out.println(table.text());
    table.check(soft);
    soft.assertAll();
  }

  @Test
  void hasTheParametersOfTheOfficialConverterButForWhatIsExplained() {
    var soft = new SoftAssertions();
    var log = new StringBuilder("\nParameters beside the official converter's\n");
    for (Subject subject : subjects.values()) {
      for (Peer peer : Peer.ALL) {
        Optional<Path> golden =
            peer.mode() == Mode.WEIGHTS8 ? Optional.empty() : peer.golden(subject.name());
        golden.ifPresent(file -> log.append(compare(subject, peer, file, soft)));
      }
    }
    System.out.println(log);
    soft.assertAll();
  }

  private String compare(Subject subject, Peer peer, Path golden, SoftAssertions soft) {
    String name = subject.name() + " " + peer.name();
    var ours = Tflite.read(made(subject.name(), peer)).main();
    var theirs = Tflite.read(golden).main();
    GraphPair pair =
        peer.mode() == Mode.FLOAT16
            ? GraphPair.compareBehindDequantize(ours, theirs)
            : GraphPair.compare(ours, theirs);
    soft.assertThat(pair.structure()).as("graphs of %s", name).isEmpty();
    soft.assertThat(pair.values()).as("values of %s", name).isPositive();
    var explained = new TreeMap<Explanation, Integer>();
    var unexplained = new ArrayList<Difference>();
    for (Difference d : pair.differences()) {
      Explanation.of(d, subject)
          .ifPresentOrElse(e -> explained.merge(e, 1, Integer::sum), () -> unexplained.add(d));
    }
    soft.assertThat(unexplained).as("unexplained differences of %s", name).isEmpty();
    soft.assertThat(explained.keySet())
        .as("explanations that %s may need", name)
        .isSubsetOf(allowed(subject.name(), peer.mode()));
    return "  %-24s %3d tensors with scales, %6d values; differ: %s%n"
        .formatted(
            name,
            pair.tensors(),
            pair.values(),
            explained.isEmpty() ? "none" : explained.toString());
  }

  private static Set<Explanation> allowed(String model, Mode mode) {
    return switch (mode) {
      case DYNAMIC, WEIGHTS8, DYNAMIC4, WEIGHTS4 -> Set.of();
      case FLOAT16 -> Set.of(Explanation.SMALL_CONSTANT_KEPT_FLOAT);
      case INT8, INT8_ONLY ->
          EQUAL.contains(model)
              ? Set.of(Explanation.BIAS_OF_ITS_OWN_SCALE)
              : Set.of(Explanation.BIAS_OF_ITS_OWN_SCALE, Explanation.ADD_INPUT_OVERWRITTEN);
      case INT16X8, INT16X8_ONLY ->
          model.equals("tiny_ad01")
              ? Set.of(Explanation.BIAS_OF_ITS_OWN_SCALE, Explanation.INT64_BIAS_GUARDED_AS_INT32)
              : EQUAL.contains(model)
                  ? Set.of(Explanation.BIAS_OF_ITS_OWN_SCALE)
                  : Set.of(Explanation.BIAS_OF_ITS_OWN_SCALE, Explanation.ADD_INPUT_OVERWRITTEN);
    };
  }

  @Test
  void computesTheIntegersOfTheOfficialModelThroughTheReferenceKernels() {
    var log = new StringBuilder("\nInt8 outputs beside the official model's, reference kernels\n");
    var largest = new LinkedHashMap<String, Integer>();
    Peer integerOnly =
        Peer.ALL.stream().filter(p -> p.name().equals("int8-only")).findFirst().orElseThrow();
    for (String model : Subject.NAMES) {
      NumpyFile golden =
          NumpyFile.open(Fixtures.shared("golden/" + model + "/tf-int8_io_int8.npz"));
      int steps = largestStep(VerifiedModel.read(made(model, integerOnly)), golden);
      largest.put(model, steps);
      log.append("  %-12s largest difference %d steps%n".formatted(model, steps));
    }
    System.out.println(log);
    EQUAL.forEach(m -> assertThat(largest.get(m)).as(m).isLessThanOrEqualTo(1));
  }

  private static int largestStep(VerifiedModel model, NumpyFile golden) {
    int largest = 0;
    int compared = 0;
    try (Engine engine = model.engine(EngineOptions.standard().withKernels(KernelSet.REFERENCE))) {
      for (int i = 0; golden.names().contains("in_" + i); i++) {
        NdArray in = golden.read("in_" + i);
        MemorySegment.copy(in.data(), 0, engine.input(0), 0, engine.input(0).byteSize());
        engine.run();
        NdArray expected = golden.read("ref_" + i + "_0");
        assertThat(engine.output(0).byteSize()).isEqualTo(expected.data().byteSize());
        for (long b = 0; b < expected.elements(); b++) {
          int q = engine.output(0).get(ValueLayout.JAVA_BYTE, b);
          largest = Math.max(largest, Math.abs(q - expected.data().get(ValueLayout.JAVA_BYTE, b)));
        }
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(8);
    return largest;
  }
}
