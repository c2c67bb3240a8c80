package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The kinds of data, told apart by content. */
final class Sources {
  private Sources() {}

  /**
   * What a text names.
   *
   * @throws OctetException {@code NOT_READABLE}, or {@code BAD_DATA} for a file of no known kind
   */
  static Source of(SourceText text) {
    Path path = text.path();
    if (path == null) {
      return (inputs, options, _) -> random(text, inputs, options);
    }
    if (Files.isDirectory(path)) {
      return folder(path, text);
    }
    FileKind.Found found = FileKind.of(path);
    List<Path> files = text.paths();
    return switch (found.kind()) {
      case RECORDS ->
          (inputs, options, notes) ->
              RecordSamples.open(files, text.arrays(), inputs, options, notes);
      case WAV -> (inputs, options, notes) -> WavSource.files(files, inputs, options, notes);
      case NUMPY, IDX, CSV, OTHER ->
          files.size() == 1 ? file(path, found, text) : JoinedSource.of(text);
    };
  }

  private static LabelledSamples random(
      SourceText text, List<InputSpec> inputs, DataOptions options) {
    long seed = text.seed() == null ? options.seed() : text.seed();
    return LabelledSamples.of(new RandomSamples(inputs, text.random(), seed));
  }

  private static Source folder(Path path, SourceText text) {
    if (WavFolder.isOne(path)) {
      return (inputs, options, notes) -> WavSource.folder(path, inputs, options, notes);
    }
    List<Path> records = RecordFolder.files(path);
    return records.isEmpty()
        ? (inputs, options, notes) -> ImageSamples.open(path, inputs, options, notes)
        : (inputs, options, notes) ->
            RecordSamples.open(records, text.arrays(), inputs, options, notes);
  }

  private static Source file(Path path, FileKind.Found found, SourceText text) {
    return switch (found.kind()) {
      case NUMPY -> (inputs, options, _) -> LabelledSamples.of(arrays(path, text, inputs, options));
      case IDX ->
          (inputs, options, _) -> {
            var array = List.of(IdxFile.read(Unpacked.of(path, found.packing())));
            return LabelledSamples.of(
                new ArraySamples(single(inputs, path), array, options.preprocessing()));
          };
      case CSV ->
          (inputs, options, notes) ->
              CsvSamples.open(path, found.packing(), text.arrays(), inputs, options, notes);
      case OTHER -> {
        if (!new ImageFile(path).isOne()) {
          throw unknown(path, found.isEmpty());
        }
        yield (inputs, options, notes) -> ImageSamples.open(path, inputs, options, notes);
      }
      case RECORDS, WAV -> throw new IllegalArgumentException(found.toString());
    };
  }

  private static List<InputSpec> single(List<InputSpec> inputs, Path path) {
    if (inputs.size() != 1) {
      throw new OctetException(
              ErrorCode.BAD_DATA, "is for a single input; the model wants " + inputs)
          .in(path.toString())
          .advise("put the inputs' arrays in an npz");
    }
    return inputs;
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

  private static OctetException unknown(Path path, boolean isEmpty) {
    return new OctetException(
            ErrorCode.BAD_DATA, isEmpty ? "is empty" : "is no file of samples that Octet reads")
        .in(path.toString())
        .advise("these are: npz, npy, TFRecord, IDX, CSV, WAV, images, and folders of such");
  }
}
