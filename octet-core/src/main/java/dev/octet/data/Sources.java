package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The kinds of data, told apart by content. */
final class Sources {
  private static final int HEAD = 64;

  private Sources() {}

  /**
   * What a text names.
   *
   * @throws OctetException {@code NOT_READABLE}, or {@code BAD_DATA} for a file of no known kind
   */
  static Source of(SourceText text) {
    Path path = text.path();
    if (path == null) {
      return (inputs, options, _) ->
          LabelledSamples.of(new RandomSamples(inputs, text.random(), options.seed()));
    }
    if (Files.isDirectory(path)) {
      return (inputs, options, notes) -> ImageSamples.open(path, inputs, options, notes);
    }
    byte[] head = head(path);
    if (NumpyFile.isNumpy(head)) {
      return (inputs, options, _) -> LabelledSamples.of(arrays(path, text, inputs, options));
    }
    String what = head.length == 0 ? "is empty" : "is neither npy nor npz";
    throw new OctetException(ErrorCode.BAD_DATA, what)
        .in(path.toString())
        .advise("write it with numpy.save or numpy.savez");
  }

  private static Samples arrays(
      Path path, SourceText text, List<InputSpec> inputs, DataOptions options) {
    NumpyFile file = NumpyFile.open(path);
    var arrays = new ArrayList<LabelledArray>();
    for (String name : ArrayBinding.names(file, text.arrays(), inputs)) {
      arrays.add(LabelledArray.read(file, name));
    }
    return new ArraySamples(inputs, arrays, options.preprocessing());
  }

  private static byte[] head(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      throw NumpyFile.notReadable(path, e);
    }
  }
}
