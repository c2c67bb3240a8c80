package dev.octet.cli;

import dev.octet.data.DataOptions;
import dev.octet.data.ImageSizing;
import dev.octet.data.Preprocessing;
import dev.octet.data.Preset;
import dev.octet.error.OctetException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How samples are read. */
final class DataChoice {
  @Option(
      names = "--preprocess",
      paramLabel = "PRESET",
      converter = Words.Presets.class,
      completionCandidates = Words.Presets.class,
      description =
          "Feed pixels from 0 to 255 as a family of networks wants them: ${COMPLETION-CANDIDATES}.")
  private @Nullable Preset preset;

  @Option(
      names = "--normalize",
      paramLabel = "MEAN,STD",
      converter = Normalizations.class,
      description =
          "Feed (x - MEAN) / STD of the samples. Either may be one for each channel, such as"
              + " 124/117/104.")
  private @Nullable Preprocessing normalization;

  @Option(
      names = "--resize",
      paramLabel = "FILTER",
      converter = Words.Filters.class,
      completionCandidates = Words.Filters.class,
      description =
          "How images are brought to the input's size: ${COMPLETION-CANDIDATES}. Default:"
              + " bilinear.")
  private ImageSizing.Filter filter = ImageSizing.Filter.BILINEAR;

  @Option(
      names = "--fit",
      paramLabel = "HOW",
      converter = Words.Fits.class,
      completionCandidates = Words.Fits.class,
      description =
          "What becomes of images of another aspect: ${COMPLETION-CANDIDATES}. Default: stretch.")
  private ImageSizing.Fit fit = ImageSizing.Fit.STRETCH;

  @Option(
      names = "--skip-bad",
      description = "Leave out samples that cannot be read, and say so. Default: they end the run.")
  private boolean skipBad;

  @Option(
      names = "--features",
      paramLabel = "NAME=FEATURE",
      description =
          "Which features of TFRecords, or columns of CSV files, are for what:"
              + " INPUT=FEATURE,label=FEATURE. Default: by their names.")
  private @Nullable String features;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of random:N. Default: 0.")
  private long seed;

  @Option(
      names = "--sample-rate",
      paramLabel = "HZ",
      description = "The rate that WAV files are brought to. Default: 16000.")
  private int sampleRate = 16_000;

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  DataOptions options() {
    QuantizeOptions.check(
        preset == null || normalization == null, "--preprocess and --normalize exclude each other");
    return new DataOptions(
        preset == null ? normalization : preset.preprocessing(),
        new ImageSizing(filter, fit),
        skipBad,
        null,
        features,
        seed,
        sampleRate);
  }

  /** Reads {@code MEAN,STD}. */
  static final class Normalizations implements ITypeConverter<Preprocessing> {
    @Override
    public Preprocessing convert(String text) {
      try {
        return Preprocessing.parse(text);
      } catch (OctetException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
