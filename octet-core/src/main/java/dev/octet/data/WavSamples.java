package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sounds of WAV files, each read when it is asked for: the mean of its channels, brought to the
 * wanted rate, then as long as the input takes. What is longer keeps its beginning (or its middle),
 * what is shorter gets silence behind it, as {@code tf.audio.decode_wav} does.
 */
final class WavSamples implements Samples {
  private static final long SMALL = 1 << 24;
  private static final long MOST = 1 << 28;

  private final InputSpec input;
  private final List<Path> files;
  private final AudioLayout layout;
  private final Conversion conversion;
  private final int rate;
  private final boolean middle;

  /** One for each rate that files have. */
  private final Map<Integer, Resampler> resamplers = new ConcurrentHashMap<>();

  /**
   * Sounds for an input.
   *
   * @param rate the rate that the model wants, in Hz
   * @param middle whether the middle of longer sounds is taken
   */
  WavSamples(InputSpec input, List<Path> files, Conversion conversion, int rate, boolean middle) {
    this.input = input;
    this.files = List.copyOf(files);
    this.layout = AudioLayout.of(input);
    this.conversion = conversion;
    this.rate = rate;
    this.middle = middle;
  }

  @Override
  public List<InputSpec> inputs() {
    return List.of(input);
  }

  @Override
  public long size() {
    return files.size();
  }

  @Override
  public int[] dims(long sample, int index) {
    return layout.dims(layout.length() > 0 ? layout.length() : moments(open(sample)));
  }

  /** Tells what becomes of sounds, if the first is longer or shorter than the input takes. */
  void noteLength(List<String> notes) {
    int wanted = layout.length();
    long have;
    try {
      WavFile first = open(0);
      have = resampler(first).length(first.frames());
    } catch (OctetException e) {
      return; // told when it is read
    }
    if (wanted > 0 && have != wanted) {
      notes.add(
          "%s has %.3f s, input '%s' takes %.3f s (%d values at %d Hz): longer sounds are cut to"
                  .formatted(
                      files.getFirst(),
                      (double) have / rate,
                      input.name(),
                      (double) wanted / rate,
                      wanted,
                      rate)
              + (middle ? " their middle" : " their beginning")
              + ", shorter ones get silence behind them");
    }
  }

  /** How many moments a sound has at the wanted rate. */
  int moments(WavFile file) {
    long moments = resampler(file).length(file.frames());
    if (moments > MOST) {
      throw new OctetException(
          ErrorCode.BAD_DATA, "is a sound of %d samples at %d Hz".formatted(moments, rate));
    }
    return (int) moments;
  }

  private Resampler resampler(WavFile file) {
    return resamplers.computeIfAbsent(file.format().rate(), from -> Resampler.of(from, rate));
  }

  /** The sound of a sample. */
  WavFile open(long sample) {
    Path path = files.get((int) sample);
    try {
      MemorySegment bytes =
          Files.size(path) <= SMALL
              ? MemorySegment.ofArray(Files.readAllBytes(path))
              : MappedFile.map(path);
      return WavFile.of(bytes);
    } catch (OctetException e) {
      throw e.where().startsWith(path.toString()) ? e : e.in(path.toString());
    } catch (IOException e) {
      throw NumpyFile.notReadable(path, e);
    }
  }

  @Override
  public void read(long sample, int index, MemorySegment target) {
    WavFile file = open(sample);
    try {
      long have = resampler(file).length(file.frames());
      int wanted = layout.length() > 0 ? layout.length() : moments(file);
      long first = middle ? Math.max(0, (have - wanted) / 2) : 0;
      float[] sound = sound(file, first, (int) Math.min(wanted, have - first));
      var padded = Constant.of(Arrays.copyOf(sound, wanted)).bytes();
      conversion.apply(padded, 0, wanted, target);
    } catch (OctetException e) {
      throw e.in(files.get((int) sample).toString());
    }
  }

  private float[] sound(WavFile file, long first, int count) {
    Resampler resampler = resampler(file);
    long from = resampler.firstNeeded(first);
    long to = resampler.endNeeded(first + count, file.frames());
    return resampler.apply(file.mono(from, Math.toIntExact(to - from)), from, first, count);
  }

  /** What a float becomes for an input. */
  static Conversion conversion(InputSpec input, DataOptions options) {
    return Conversion.of(ElementType.FLOAT32, input, options.preprocessing());
  }
}
