package dev.octet.format.tensorflow;

import dev.octet.Fixtures;
import dev.octet.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The graphs of {@code src/test/resources/tensorflow/ends}, which {@code make_ends.py} made. */
final class EndsFiles {
  private EndsFiles() {}

  static Path file(String name) {
    return Fixtures.root().resolve("octet-core/src/test/resources/tensorflow/ends").resolve(name);
  }

  static TensorFlowModel read(String name, String inputs, String outputs) {
    return TensorFlow.read(
        file(name), TensorFlowOptions.standard().withEnds(list(inputs), list(outputs)));
  }

  private static List<String> list(String names) {
    return names.isEmpty() ? List.of() : Arrays.asList(names.split(",", -1));
  }

  static List<String> inputs(Model model) {
    return model.signatures().getFirst().inputs().stream().map(p -> p.name()).toList();
  }

  static List<String> outputs(Model model) {
    return model.signatures().getFirst().outputs().stream().map(p -> p.name()).toList();
  }
}
