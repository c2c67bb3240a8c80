package dev.octet.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.octet.lower.Array;
import dev.octet.lower.GruCell;
import dev.octet.lower.Lowering;
import dev.octet.lower.LstmCell;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What Keras 2 makes of such weights, 0, 1, 2, … each, when it loads them into its own layers
 * ({@code preprocess_weights_for_loading} of tf_keras 2.20).
 */
class CudnnWeightsTest {
  private static final int IN = 3;
  private static final int UNITS = 2;

  @Test
  void anLstmHasOneBias() {
    var cell = (LstmCell) CudnnWeights.lstm(call("CuDNNLSTM", 4));
    assertThat(cell.kernel().floats())
        .containsExactly(
            0, 9, 2, 11, 4, 13, 6, 15, 1, 16, 3, 18, 5, 20, 7, 22, 8, 17, 10, 19, 12, 21, 14, 23);
    assertThat(cell.recurrent().floats())
        .containsExactly(0, 8, 2, 10, 4, 12, 6, 14, 1, 9, 3, 11, 5, 13, 7, 15);
    assertThat(Objects.requireNonNull(cell.bias()).floats())
        .containsExactly(8, 10, 12, 14, 16, 18, 20, 22);
    assertThat(cell.standard()).isTrue();
  }

  @Test
  void aGruResetsAfterTheProduct() {
    var cell = (GruCell) CudnnWeights.gru(call("CuDNNGRU", 3));
    assertThat(cell.kernel().floats())
        .containsExactly(0, 7, 2, 9, 4, 11, 1, 12, 3, 14, 5, 16, 6, 13, 8, 15, 10, 17);
    assertThat(cell.recurrent().floats()).containsExactly(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11);
    assertThat(Objects.requireNonNull(cell.bias()).floats()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(Objects.requireNonNull(cell.recurrentBias()).floats())
        .containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(cell.resetAfter()).isTrue();
  }

  private static LayerCall call(String type, int gates) {
    var config = new JsonObject();
    config.addProperty("units", UNITS);
    var json = new JsonObject();
    json.addProperty("class_name", type);
    json.add("config", config);
    var weights =
        new Given(
            Map.of(
                "kernel", counting(IN, gates * UNITS),
                "recurrent_kernel", counting(UNITS, gates * UNITS),
                "bias", counting(2 * gates * UNITS)));
    return new LayerCall(
        new Lowering(),
        LayerSpec.of(json),
        new Call(List.of(), Map.of()),
        weights,
        new LayerLowering(LayerTable.standard(), KerasVersion.TWO));
  }

  private static Array counting(int... dims) {
    float[] values = Array.filled(0, dims).floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Array.of(values, dims);
  }

  private record Given(Map<String, Array> arrays) implements Weights {
    @Override
    public Map<String, Array> variables(List<String> names) {
      return arrays;
    }

    @Override
    public Map<String, Array> taken(String layer, List<String> names, List<String> own) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<LayerSpec, Weights> of(Network network) {
      return Map.of();
    }

    @Override
    public Weights child(String attribute, @Nullable String name) {
      return this;
    }

    @Override
    public String path() {
      return "";
    }
  }
}
