package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.data.Labels;
import dev.octet.data.NdArray;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which metrics there are by what is right, by the output, and by the number of models. */
class SelectionTest {
  private static final Labels CLASSES = Labels.of(0, 1);
  private static final Labels MASKS = Labels.of(NdArray.of(new long[] {1, 12, 16}, new int[192]));
  private static final Labels IMAGES =
      Labels.of(NdArray.of(new long[] {1, 12, 16, 3}, new float[576]));
  private static final Labels NUMBERS = Labels.of(NdArray.of(new long[] {2, 4}, new float[8]));

  private static List<String> shown(
      @Nullable Labels labels, int models, List<Integer> dims, String... names) {
    var options =
        EvaluationOptions.standard()
            .withMetrics(MetricOptions.standard().withNames(List.of(names)));
    int[] sizes = dims.stream().mapToInt(d -> d).toArray();
    var setting = new Selection.Setting(options, Answers.of(labels), models, sizes);
    return Selection.of(setting).shown().stream().map(Gauge::name).toList();
  }

  @Test
  void theUsualOnesGoByTheLabels() {
    assertThat(shown(CLASSES, 1, List.of(1, 10))).containsExactly("top1", "top5");
    assertThat(shown(CLASSES, 2, List.of(1, 3))).containsExactly("top1", "agreement", "sqnr");
    assertThat(shown(MASKS, 1, List.of(1, 12, 16, 5))).containsExactly("miou");
    assertThat(shown(MASKS, 1, List.of(12, 16, 1))).containsExactly("miou");
    assertThat(shown(NUMBERS, 2, List.of(1, 4))).containsExactly("mae", "rmse", "sqnr");
    assertThat(shown(IMAGES, 1, List.of(1, 12, 16, 3)))
        .containsExactly("mae", "rmse", "psnr", "ssim");
    assertThat(shown(null, 2, List.of(1, 4)))
        .containsExactly("agreement", "sqnr", "max_difference");
    assertThat(shown(null, 1, List.of(1, 4))).isEmpty();
  }

  @Test
  void thoseThatAreAskedForComeInTheirOrder() {
    assertThat(shown(CLASSES, 2, List.of(1, 10), "f1", "top3", "confusion", "mae"))
        .containsExactly("f1", "top3", "mae");
  }

  private static void refuse(
      ErrorCode code,
      String mentions,
      @Nullable Labels labels,
      int models,
      List<Integer> dims,
      String name) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> shown(labels, models, dims, name))
        .withMessageContaining(mentions)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void oneThatNeedsWhatIsNotThereIsRefused() {
    List<Integer> scores = List.of(1, 4);
    refuse(ErrorCode.USAGE, "'top1' needs labels; give the class", null, 2, scores, "top1");
    refuse(ErrorCode.USAGE, "'confusion' needs labels", null, 2, scores, "confusion");
    refuse(ErrorCode.USAGE, "'mae' needs targets, or a second model", null, 1, scores, "mae");
    refuse(ErrorCode.USAGE, "'sqnr' compares with the first", CLASSES, 1, scores, "sqnr");
    refuse(ErrorCode.USAGE, "range of the values; give it with", null, 2, scores, "psnr");
    refuse(ErrorCode.USAGE, "did you mean rmse?", null, 2, scores, "rsme");
    refuse(ErrorCode.BAD_DATA, "needs the class of each sample", NUMBERS, 1, scores, "top1");
    refuse(ErrorCode.BAD_DATA, "needs masks of integers", CLASSES, 1, scores, "miou");
    refuse(ErrorCode.BAD_DATA, "targets like the output, [1,5]", NUMBERS, 1, List.of(1, 5), "mae");
    refuse(ErrorCode.BAD_DATA, "images of at least 11×11", NUMBERS, 1, scores, "ssim");
  }
}
