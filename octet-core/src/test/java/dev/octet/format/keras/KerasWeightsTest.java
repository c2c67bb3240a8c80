package dev.octet.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights belong to a layer by its path in the model. The files are made by {@code
 * make_weights.py}: a model with two layers {@code twin}, one of them in a model within.
 */
class KerasWeightsTest {
  /** What Keras computes from (0.5, −1, 2). */
  private static final float[] EXPECTED = {3.827714f, 1.3399975f};

  @ParameterizedTest
  @ValueSource(strings = {"good.h5", "good.keras"})
  void layersOfOneNameInTwoModelsGetTheirOwn(String file) throws Exception {
    assertThat(run(file)).containsExactly(EXPECTED, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shuffled.h5", "shuffled.keras"})
  void theOrderInTheFileDoesNotMatter(String file) throws Exception {
    assertThat(run(file)).containsExactly(EXPECTED, within(1e-5f));
  }

  @ParameterizedTest
  @CsvSource({
    "missing.h5, head, there is no weight bias",
    "missing.keras, layers/dense_1/vars/1, there is no weight bias",
    "extra.h5, head/more, no layer has a use for",
    "extra.keras, layers/dense_1/vars/2, no layer has a use for",
    "misshapen.h5, head, 'weight kernel has shape [3,5], not [3, 2]'",
    "misshapen.keras, layers/dense_1, 'weight kernel has shape [3,5], not [3, 2]'"
  })
  void aWeightThatDoesNotFitIsNamed(String file, String where, String what) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> read(file))
        .withMessageContaining(file)
        .withMessageContaining(where)
        .withMessageContaining(what)
        .matches(e -> e.code() == ErrorCode.MALFORMED_MODEL);
  }

  @Test
  void groupsAreNamedAsKerasNamesThem() {
    assertThat(ArchiveWeights.snakeCase("Conv2DTranspose")).isEqualTo("conv2d_transpose");
    assertThat(ArchiveWeights.snakeCase("GlobalAveragePooling1D"))
        .isEqualTo("global_average_pooling1d");
    assertThat(ArchiveWeights.snakeCase("LSTM")).isEqualTo("lstm");
    assertThat(ArchiveWeights.snakeCase("PReLU")).isEqualTo("p_re_lu");
    assertThat(ArchiveWeights.snakeCase("StackedRNNCells")).isEqualTo("stacked_rnn_cells");
  }

  private static Model read(String file) throws URISyntaxException {
    var url = KerasWeightsTest.class.getResource("/keras/weights/" + file);
    return Keras.read(Path.of(Objects.requireNonNull(url).toURI()), KerasOptions.standard());
  }

  private static float[] run(String file) throws URISyntaxException {
    try (Engine engine = Engine.open(Tflite.bytes(read(file)), EngineOptions.standard())) {
      float[] x = {0.5f, -1, 2};
      for (int i = 0; i < x.length; i++) {
        engine.input(0).setAtIndex(Constant.F32, i, x[i]);
      }
      engine.run();
      return new float[] {
        engine.output(0).getAtIndex(Constant.F32, 0), engine.output(0).getAtIndex(Constant.F32, 1)
      };
    }
  }
}
