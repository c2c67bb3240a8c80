package dev.octet.data;

import dev.octet.data.ImageSizing.Fit;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens WAV files for an input that takes sounds. */
final class WavSource {
  private WavSource() {}

  static LabelledSamples folder(
      Path folder, List<InputSpec> inputs, DataOptions options, List<String> notes) {
    WavFolder found = WavFolder.of(folder, notes);
    return open(found.files(), found.labels(), found.relative(), inputs, options, notes);
  }

  static LabelledSamples files(
      List<Path> files, List<InputSpec> inputs, DataOptions options, List<String> notes) {
    List<String> names = files.stream().map(f -> String.valueOf(f.getFileName())).toList();
    return open(files, null, names, inputs, options, notes);
  }

  private static LabelledSamples open(
      List<Path> files,
      @Nullable Labels labels,
      List<String> names,
      List<InputSpec> inputs,
      DataOptions options,
      List<String> notes) {
    if (inputs.size() != 1) {
      throw new OctetException(
              ErrorCode.BAD_DATA, "sounds go to a single input; the model wants " + inputs)
          .in(files.getFirst().toString());
    }
    var samples =
        new WavSamples(
            inputs.getFirst(),
            files,
            WavSamples.conversion(inputs.getFirst(), options),
            options.sampleRate(),
            options.sizing().fit() == Fit.CROP);
    samples.noteLength(notes);
    return new LabelledSamples(samples, labels, names);
  }
}
