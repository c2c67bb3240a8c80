package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How data is read.
 *
 * @param preprocessing done to what goes to float and quantized inputs, or null to feed it as it is
 * @param sizing how images are brought to the size of an input
 * @param skipBad whether samples that cannot be read are left out; else they end the run
 * @param labels where the right answers are, as {@link LabelsFile} reads them, or null for what the
 *     data itself says
 * @param features what the features of TFRecords are for, or null to go by their names
 * @param seed of random samples
 * @param sampleRate the values of a sound in a second, as the model wants them
 */
public record DataOptions(
    @Nullable Preprocessing preprocessing,
    ImageSizing sizing,
    boolean skipBad,
    @Nullable String labels,
    @Nullable String features,
    long seed,
    int sampleRate) {
  private static final int USUAL_RATE = 16_000;

  /** Checks the rate. */
  public DataOptions {
    if (sampleRate < 1 || sampleRate > WavFile.MOST_HERTZ) {
      throw new OctetException(ErrorCode.USAGE, "no sound has %d Hz".formatted(sampleRate));
    }
  }

  /** Everything as it is, images stretched, no labels but the data's own. */
  public static DataOptions standard() {
    return new DataOptions(null, ImageSizing.standard(), false, null, null, 0, USUAL_RATE);
  }

  /** {@code (x − mean) / std}, and all else as it is. */
  public static DataOptions normalized(float mean, float std) {
    return standard().withPreprocessing(Preprocessing.normalization(mean, std));
  }

  /**
   * What differs from the {@linkplain #standard() standard}, in words; the same for equals alone.
   */
  public String text() {
    var words = new ArrayList<String>();
    add(words, "values", preprocessing, null);
    add(words, "filter", sizing.filter(), ImageSizing.standard().filter());
    add(words, "fit", sizing.fit(), ImageSizing.standard().fit());
    add(words, "skip bad", skipBad, false);
    add(words, "labels", labels, null);
    add(words, "features", features, null);
    add(words, "seed", seed, 0L);
    add(words, "sample rate", sampleRate, USUAL_RATE);
    return words.isEmpty() ? "as it is" : String.join("; ", words);
  }

  private static void add(
      List<String> words, String name, @Nullable Object value, @Nullable Object usual) {
    if (!Objects.equals(value, usual)) {
      words.add(name + " " + value);
    }
  }

  /** This with other preprocessing, or (null) none. */
  public DataOptions withPreprocessing(@Nullable Preprocessing newPreprocessing) {
    return new DataOptions(newPreprocessing, sizing, skipBad, labels, features, seed, sampleRate);
  }

  /** This with another way to size images. */
  public DataOptions withSizing(ImageSizing newSizing) {
    return new DataOptions(preprocessing, newSizing, skipBad, labels, features, seed, sampleRate);
  }

  /** This with bad samples left out, or not. */
  public DataOptions withSkipBad(boolean newSkipBad) {
    return new DataOptions(preprocessing, sizing, newSkipBad, labels, features, seed, sampleRate);
  }

  /** This with labels from elsewhere, or (null) the data's own. */
  public DataOptions withLabels(@Nullable String newLabels) {
    return new DataOptions(preprocessing, sizing, skipBad, newLabels, features, seed, sampleRate);
  }

  /** This with another use of features, or (null) by their names. */
  public DataOptions withFeatures(@Nullable String newFeatures) {
    return new DataOptions(preprocessing, sizing, skipBad, labels, newFeatures, seed, sampleRate);
  }

  /** This with other random samples. */
  public DataOptions withSeed(long newSeed) {
    return new DataOptions(preprocessing, sizing, skipBad, labels, features, newSeed, sampleRate);
  }

  /** This with sounds brought to another rate. */
  public DataOptions withSampleRate(int newRate) {
    return new DataOptions(preprocessing, sizing, skipBad, labels, features, seed, newRate);
  }
}
