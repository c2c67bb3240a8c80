package dev.octet;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextOfModelsTest {
  static List<Path> models() {
    return Fixtures.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelOutlivesItsText(Path path) {
    Model model = Tflite.read(path);
    String text = Text.print(model, Integer.MAX_VALUE);
    ModelAssert.assertSameModel(Text.parse(text), model);
  }
}
