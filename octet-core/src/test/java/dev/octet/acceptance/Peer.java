package dev.octet.acceptance;

import dev.octet.Fixtures;
import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one kind of Octet's models is measured against.
 *
 * @param mode the mode
 * @param recipe how Octet makes it
 * @param official the names the same goes by in the golden folders, best first
 */
record Peer(Mode mode, Recipe recipe, List<String> official) {
  static final List<Peer> ALL =
      List.of(
          of(Mode.DYNAMIC, "tf-dynamic"),
          of(Mode.WEIGHTS8, "litert-weight_only_wi8_afp32"),
          of(Mode.FLOAT16, "tf-float16"),
          of(Mode.INT8, "tf-int8_fallback"),
          of(Mode.INT8_ONLY, "tf-int8_io_int8"),
          new Peer(
              Mode.INT8_ONLY,
              Recipe.of(Mode.INT8_ONLY)
                  .withInputType(ElementType.UINT8)
                  .withOutputType(ElementType.UINT8),
              List.of("tf-int8_io_uint8")),
          // where there are both, the official files of these two are the same
          of(Mode.INT16X8, "tf-int16x8_fallback", "tf-int16x8"),
          of(Mode.INT16X8_ONLY, "tf-int16x8"));

  private static Peer of(Mode mode, String... official) {
    return new Peer(mode, Recipe.of(mode), List.of(official));
  }

  /** The name in tables and files. */
  String name() {
    boolean unsigned = recipe.inputType() == ElementType.UINT8;
    return mode.text() + (unsigned ? "-uint8" : "");
  }

  /** The peer's own file for a model, if it could make one. */
  Optional<Path> golden(String model) {
    return official.stream().map(name -> file(model, name)).filter(Files::exists).findFirst();
  }

  /** The peer's own file, or where it made none the one that is most like it. */
  Path nearest(String model) {
    return golden(model).orElseGet(() -> file(model, "tf-int8_io_int8"));
  }

  private static Path file(String model, String name) {
    return Fixtures.shared("golden/" + model + "/" + name + ".tflite");
  }
}
