package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the models that a gate is about. */
record GateModels(Gate gate, List<Path> files) {
  /**
   * The models that it is about, by their places.
   *
   * @throws OctetException {@code USAGE} if there is none
   */
  int[] models() {
    if (files.size() == 1 && gate.isRelative()) {
      throw usage("compares with the first model, and there is no other")
          .advise("give a second model");
    }
    String name = gate.model();
    if (name != null) {
      return new int[] {named(name)};
    }
    return IntStream.range(Math.min(1, files.size() - 1), files.size()).toArray();
  }

  private int named(String name) {
    int[] found = IntStream.range(0, files.size()).filter(i -> isNamed(i, name)).toArray();
    if (found.length != 1) {
      throw usage(
              found.length == 0
                  ? "there is no model '%s'".formatted(name)
                  : "more than one model is called '%s'".formatted(name))
          .advise(
              files.stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(", ", "say one of ", ", or a number from 1")));
    }
    return found[0];
  }

  private boolean isNamed(int model, String name) {
    Path file = files.get(model);
    return name.equals(file.toString())
        || name.equals(String.valueOf(file.getFileName()))
        || name.equals(Integer.toString(model + 1));
  }

  private OctetException usage(String what) {
    return new OctetException(ErrorCode.USAGE, what).in("gate '" + gate.text() + "'");
  }
}
