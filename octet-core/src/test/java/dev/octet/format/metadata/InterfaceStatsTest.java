package dev.octet.format.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Mutations;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Minima and maxima of inputs and outputs follow their types. */
class InterfaceStatsTest {
  private static final String TEXT =
      """
      graph main(%x: %1$s) -> (%y) {
        %y: %2$s = custom:Net(%x) bytes 0x00
      }
      """
          .replace("%x", "%%x")
          .replace("%y", "%%y");

  private static Model model(String input, String output, Constant metadata) {
    return Text.parse(TEXT.formatted(input, output)).withMetadata(ModelCard.METADATA, metadata);
  }

  /** The numbers that differ from those of the float model, in the order of the bytes. */
  private static List<Float> changes(Constant before, Constant after) {
    MemorySegment old = before.bytes();
    MemorySegment now = after.bytes();
    assertThat(now.byteSize()).isEqualTo(old.byteSize());
    var changes = new ArrayList<Float>();
    for (long at = 0; at < old.byteSize(); at += 4) {
      if (old.get(Constant.I32, at) != now.get(Constant.I32, at)) {
        changes.add(now.get(Constant.F32, at));
      }
    }
    return changes;
  }

  private static Constant update(Constant card, String input, String output, List<String> notes) {
    Model before = model("f32[1,3]", "f32[1,10]", card);
    Model after = InterfaceStats.update(before, model(input, output, card), notes::add);
    return after.metadata().getFirst().data();
  }

  private static List<Float> changes(String input, String output) {
    var notes = new ArrayList<String>();
    Constant card = Cards.classifier();
    List<Float> changes = changes(card, update(card, input, output, notes));
    assertThat(notes).isEmpty();
    return changes;
  }

  @Test
  void anImageInUint8IsFrom0To255() {
    assertThat(changes("u8[1,3] quant(scale 0.0078125, zero 128)", "f32[1,10]"))
        .containsExactlyInAnyOrder(0f, 0f, 0f, 255f, 255f, 255f);
  }

  @Test
  void scoresInInt8AreFromMinus128To127() {
    assertThat(changes("f32[1,3]", "i8[1,10] quant(scale 0.00390625, zero -128)"))
        .containsExactlyInAnyOrder(-128f, 127f);
  }

  @Test
  void whatDoesNotFillTheTypeSaysSo() {
    assertThat(changes("i8[1,3] quant(scale 0.02, zero 0)", "f32[1,10]"))
        .containsExactlyInAnyOrder(-50f, -50f, -50f, 50f, 50f, 50f);
    assertThat(changes("i16[1,3] quant(scale 0.0001, zero 0)", "f32[1,10]"))
        .containsExactlyInAnyOrder(-10000f, -10000f, -10000f, 10000f, 10000f, 10000f);
  }

  @Test
  void aFloatInterfaceKeepsItsMetadata() {
    assertThat(changes("f32[1,3]", "f32[1,10]")).isEmpty();
  }

  @Test
  void sharedNumbersThatWouldContradictEachOtherStay() {
    Constant card = Cards.classifier(true);
    var notes = new ArrayList<String>();
    Constant after = update(card, "u8[1,3] quant(scale 0.0078125, zero 128)", "f32[1,10]", notes);
    assertThat(changes(card, after)).isEmpty();
    assertThat(notes).singleElement().asString().contains("TFLITE_METADATA", "left as it is");
  }

  @Test
  void damagedMetadataStaysAsItIs() {
    byte[] sound = Cards.classifier().bytes().toArray(ValueLayout.JAVA_BYTE);
    var random = new Random(5);
    int left = 0;
    for (int i = 0; i < 20_000; i++) {
      Constant damaged = Constant.of(Mutations.of(sound, random));
      var notes = new ArrayList<String>();
      Constant after = update(damaged, "u8[1,3] quant(scale 0.1, zero 7)", "f32[1,10]", notes);
      assertThat(after.byteSize()).isEqualTo(damaged.byteSize());
      if (!notes.isEmpty()) {
        left++;
        assertThat(after).isSameAs(damaged);
      }
      assertThat(ModelCard.of(model("f32[1,3]", "f32[1,10]", damaged))).isNotNull();
    }
    assertThat(left).isBetween(1000, 19_999);
  }

  @Test
  void theCardTellsWhatTheModelIs() {
    ModelCard card = ModelCard.of(model("f32[1,3]", "f32[1]", Cards.classifier())).orElseThrow();
    assertThat(card)
        .isEqualTo(
            new ModelCard(
                "Classifier",
                "Says what is in an image",
                "v1",
                "Nobody",
                "Apache",
                List.of(new ModelCard.Port("image", "Input image")),
                List.of(new ModelCard.Port("probability", "Of each label"))));
    assertThat(ModelCard.of(model("f32[1]", "f32[1]", Constant.of(new byte[0])))).isEmpty();
  }
}
