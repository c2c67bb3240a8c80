package dev.octet.evaluate;

import dev.octet.data.LabelledArray;
import dev.octet.data.NumpyFile;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array for an input.
 *
 * @param input the name of the input, or null for the only one
 * @param array what it gets
 */
public record Given(@Nullable String input, LabelledArray array) {
  /**
   * Reads an array from an {@code .npy} or {@code .npz} file.
   *
   * @param array the name of the array in the file, or null for its only one, or else the one that
   *     is called like the input
   * @throws OctetException {@code NOT_READABLE} or {@code BAD_DATA}
   */
  public static Given read(@Nullable String input, Path file, @Nullable String array) {
    NumpyFile arrays = NumpyFile.open(file);
    String name = array != null ? array : pick(arrays, input);
    return new Given(input, LabelledArray.read(arrays, name));
  }

  private static String pick(NumpyFile file, @Nullable String input) {
    List<String> names = file.names();
    if (names.size() == 1) {
      return names.getFirst();
    }
    if (input != null && names.contains(input)) {
      return input;
    }
    throw new OctetException(
            ErrorCode.BAD_DATA,
            names.isEmpty() ? "has no arrays" : "has " + String.join(", ", names))
        .in(file.path().toString())
        .advise("pick an array with FILE:ARRAY");
  }
}
