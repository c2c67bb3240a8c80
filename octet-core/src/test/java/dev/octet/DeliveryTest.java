package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a model that was tried before it was written. */
class DeliveryTest {
  @TempDir Path folder;

  private static Model fullyConnected(String scale) {
    return Text.parse(
        """
        graph main(%%x: i8[1,2] quant(scale 0.5, zero 0)) -> (%%y) {
          const %%w: i8[2,2] quant(scale 0.25, zero 0) = {1, 0, 0, 0}
          %%y: i8[1,2] quant(scale %s, zero 0) = FULLY_CONNECTED(%%x, %%w, _) FullyConnectedOptions{}
        }
        """
            .formatted(scale));
  }

  @Test
  void aRunShowsThatXnnpackRefusesAModel() {
    Model refused = fullyConnected("0.0001");
    Path target = folder.resolve("model.tflite");
    assertThat(new Delivery(refused, refused).write(target, Verification.RUN, 1))
        .containsExactly(
            "runs only where XNNPACK, LiteRT's default, is turned off: it refuses this");
    assertThat(target).exists();
  }

  @Test
  void nothingIsSaidOfOthers() {
    Model fine = fullyConnected("0.1");
    Path target = folder.resolve("model.tflite");
    assertThat(new Delivery(fine, fine).write(target, Verification.RUN, 1)).isEmpty();
  }
}
