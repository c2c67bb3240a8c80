package dev.octet.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeFitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the input | the sample | what the input gets
        "1,28,28,1 | 28,28,1 | 1,28,28,1",
        "1,28,28,1 | 28,28 | 1,28,28,1",
        "1,28,28,1 | 1,28,28,1 | 1,28,28,1",
        "1,784 | 1,784 | 1,784",
        "1,784 | 784 | 1,784",
        "784 | 1,1,784 | 784",
        "1,28,28,1 | 1,28,28 | 1,28,28,1",
        "1,2,1,3 | 2,3 | 1,2,1,3",
        "? | '' | 1",
        "1 | '' | 1",
        "'' | '' | ''",
        "'' | 1 | ''",
        "?,28,28,1 | 28,28 | 1,28,28,1",
        "?,28,28,1 | 1,28,28 | 1,28,28,1",
        "?,28,28,1 | 5,28,28,1 | 5,28,28,1",
        "1,?,?,3 | 64,48,3 | 1,64,48,3",
        "?,?,8 | 17,8 | 1,17,8",
        "?,? | 17 | 1,17",
        // what does not fit
        "1,28,28,1 | 784 | no",
        "1,3,32,32 | 32,32,3 | no",
        "1,28,28,1 | 28,27 | no",
        "1,28,28,1 | 28 | no",
        "1,28,28,1 | 2,28,28,1 | no",
        "1,2 | 0 | no",
        "?,8 | 17,9 | no",
      })
  void fits(String input, String sample, String result) {
    int[] signature = dims(input);
    int[] sizes = Arrays.stream(signature).map(d -> d < 0 ? 1 : d).toArray();
    String fit =
        ShapeFit.fit(Shape.of(sizes, signature), dims(sample))
            .map(d -> String.join(",", IntStream.of(d).mapToObj(Integer::toString).toList()))
            .orElse("no");
    assertThat(fit).isEqualTo(result);
  }

  private static int[] dims(String text) {
    return text.isEmpty()
        ? new int[0]
        : Arrays.stream(text.split(","))
            .mapToInt(d -> d.equals("?") ? -1 : Integer.parseInt(d))
            .toArray();
  }
}
