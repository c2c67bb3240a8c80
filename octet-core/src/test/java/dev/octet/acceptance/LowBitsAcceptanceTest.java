package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Tensor;
import dev.octet.plan.Change;
import dev.octet.plan.Granularity;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of 4 bits beside LiteRT Quantizer's, on whole models. */
class LowBitsAcceptanceTest {
  private static final Change FOUR_BITS = Change.NONE.withBits(4);

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {"fmnist_cnn", "fmnist_mbv2", "fmnist_vit", "tiny_kws", "tiny_resnet", "tiny_ad01"})
  void everyWeightOfFourBitsEqualsLiteRtQuantizersAndTheFileIsNoLarger(String model)
      throws IOException {
    compare(model, Mode.DYNAMIC4, Change.NONE, "litert-dynamic_wi4_afp32");
    compare(model, Mode.WEIGHTS4, Change.NONE, "litert-weight_only_wi4_afp32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mbv2", "fmnist_vit", "tiny_kws", "tiny_resnet"})
  void everyBlockEqualsLiteRtQuantizersAndTheFileIsNoLarger(String model) throws IOException {
    Change blocks = FOUR_BITS.withGranularity(Granularity.BLOCK32);
    compare(model, Mode.DYNAMIC, blocks, "litert-dynamic_wi4b32_afp32");
  }

  private void compare(String model, Mode mode, Change change, String peer) throws IOException {
    Path golden = Fixtures.shared("golden/" + model + "/" + peer + ".tflite");
    Path file = folder.resolve(model + "-" + peer + ".tflite");
    Recipe recipe = Recipe.of(mode).withMinElements(0).with(Rule.forAll(change));
    var octet = Octet.load(Fixtures.shared("models/" + model + "/float.tflite"));
    octet.quantize(recipe, octet.withoutRanges()).write(file, Verification.RUN, 1);
    Map<String, Tensor> ours = packed(file);
    Map<String, Tensor> theirs = packed(golden);
    assertThat(theirs).isNotEmpty();
    theirs.forEach(
        (name, tensor) -> {
          Tensor made = Objects.requireNonNull(ours.get(name), name);
          assertThat(Objects.requireNonNull(made.data()).bytes().mismatch(bytes(tensor)))
              .as(name)
              .isEqualTo(-1);
          if (tensor.quantization() instanceof Blockwise blocks) {
            Blockwise madeBlocks = (Blockwise) Objects.requireNonNull(made.quantization());
            assertThat(madeBlocks.blockSize()).isEqualTo(blocks.blockSize());
            assertThat(madeBlocks.axis()).isEqualTo(blocks.axis());
            assertThat(madeBlocks.scales().shape()).isEqualTo(blocks.scales().shape());
            assertThat(bytes(madeBlocks.scales()).mismatch(bytes(blocks.scales()))).isEqualTo(-1);
          } else {
            assertThat(made.quantization()).as(name).isEqualTo(tensor.quantization());
          }
        });
    assertThat(Files.size(file)).isLessThanOrEqualTo(Files.size(golden));
  }

  private static MemorySegment bytes(Tensor tensor) {
    return Objects.requireNonNull(tensor.data()).bytes();
  }

  private static Map<String, Tensor> packed(Path file) {
    var packed = new HashMap<String, Tensor>();
    for (Tensor tensor : Tflite.read(file).main().tensors()) {
      if (tensor.isConstant() && tensor.type() == ElementType.INT4) {
        packed.put(tensor.name(), tensor);
      }
    }
    return packed;
  }
}
