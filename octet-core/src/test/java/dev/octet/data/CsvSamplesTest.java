package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables in text: a row is a sample. */
class CsvSamplesTest {
  private static final InputSpec THREE = input(ElementType.FLOAT32, 1, 3);
  private static final double[] TABLE =
      floats(reals(TestData.read("records/expected.npz", "table")));

  private static double[] floats(double[] values) {
    return Arrays.stream(values).map(v -> (float) v).toArray();
  }

  private static Part part(String name, @Nullable String features, InputSpec... inputs) {
    String path = file("records").resolve(name).toString();
    return open(path, DataOptions.standard().withFeatures(features), inputs).parts().getFirst();
  }

  private static NdArray targets(Part part) {
    return ((TargetLabels) Objects.requireNonNull(part.labels())).targets();
  }

  private static double[] all(Part part, int input) {
    return IntStream.range(0, (int) part.samples().size())
        .mapToObj(i -> reals(part.samples().array(i, input)))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"frame.csv", "frame.tsv", "savetxt.csv"})
  void readsWhatDataFramesAndNumpyWrite(String name) {
    Part part = part(name, null, THREE);
    assertThat(all(part, 0)).containsExactly(TABLE);
    assertThat(part.labels()).isEqualTo(Labels.of(0, 2, 1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"names.csv", "names.csv.gz"})
  void takesWordsForClasses(String name) {
    Part part = part(name, null, THREE);
    assertThat(all(part, 0)).containsExactly(TABLE);
    assertThat(part.labels())
        .isEqualTo(
            Labels.of(new int[] {0, 2, 1, 2}, List.of("setosa", "so \"called\"", "virginica")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"in=2..4,label=1", "2..4,label=1", "in=2,3,4,label=1"})
  void findsColumnsByNumber(String features) {
    Part part = part("bare.csv", features, THREE);
    assertThat(all(part, 0)).containsExactly(TABLE);
    assertThat(part.labels()).isEqualTo(Labels.of(0, 2, 1, 2));
    assertRefused(() -> part("bare.csv", null, THREE))
        .hasMessageContaining("has 4 columns for input 'in' f32[1,3] and no label; say which");
  }

  @Test
  void givesColumnsToInputsByTheirNames() {
    var left = InputSpec.of("left", ElementType.FLOAT32, Shape.of(1, 2));
    var right = InputSpec.of("right", ElementType.FLOAT32, Shape.of(1, 1));
    Part part = part("two.csv", null, left, right);
    assertThat(all(part, 1)).containsExactly(TABLE[2], TABLE[5], TABLE[8], TABLE[11]);
    var targets = targets(part);
    assertThat(reals(targets)).containsExactly(1.5, 2, -3, 4);
    assertRefused(() -> part("two.csv", "left=left_0..nothing,right=right", left, right))
        .hasMessageContaining(
            "has no column 'nothing'; it has 5: left_0, left_1, right, note, long");
  }

  @Test
  void namesLineAndColumnOfAGap() {
    assertRefused(() -> all(part("missing.csv", null, THREE), 0))
        .hasMessageContaining("missing.csv: line 4, column 'b': has no value");
    var skipping =
        open(
            file("records/missing.csv").toString(),
            DataOptions.standard().withSkipBad(true),
            THREE);
    assertThat(skipping.size()).isEqualTo(2);
    assertThat(skipping.parts().getFirst().labels()).isEqualTo(Labels.of(0, 0));
    assertThat(skipping.notes().getFirst()).startsWith("left out 2 of 4 samples");
  }

  private static Samples table(Path folder, String text, InputSpec input) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return open(file.toString(), DataOptions.standard(), input).parts().getFirst().samples();
  }

  @Test
  void readsWholeNumbersExactly(@TempDir Path folder) throws IOException {
    var ids = input(ElementType.INT64, 1, 2);
    Samples samples = table(folder, "a,b\n9007199254740993,2.0\n-1,True\n", ids);
    assertThat(samples.array(0, 0).data().get(Constant.I64, 0)).isEqualTo(9007199254740993L);
    assertThat(reals(samples.array(1, 0))).containsExactly(-1, 1);
    Samples halves = table(folder, "a,b\n1.5,2\n", ids);
    assertRefused(() -> halves.array(0, 0))
        .hasMessageContaining("t.csv: line 2, column 'a': '1.5' is no integer");
  }

  @Test
  void refusesWhatIsNoTable(@TempDir Path folder) throws IOException {
    assertRefused(() -> table(folder, "", THREE)).hasMessageContaining("t.csv: has no rows");
    assertRefused(() -> table(folder, "a,b,c\n", THREE))
        .hasMessageContaining("has no rows below its header");
    assertRefused(() -> table(folder, "1,2,3\n4,\"5,6\n7,8,9\n", THREE))
        .hasMessageContaining("a quoted cell has no end");
    Samples uneven = table(folder, "1,2,3\n4,5\n", THREE);
    assertRefused(() -> uneven.array(1, 0))
        .hasMessageContaining("line 2: has 2 cells, there are 3 columns");
    Samples words = table(folder, "1,2,3\n4,0x1p3,6\n", THREE);
    assertRefused(() -> words.array(1, 0)).hasMessageContaining("'0x1p3' is no number");
  }
}
