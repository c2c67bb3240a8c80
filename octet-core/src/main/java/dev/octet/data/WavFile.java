package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A sound in a WAV file: integers of 8 (unsigned), 16, 24 and 32 bits, and floats of 32 and 64. The
 * values are those of {@code tf.audio.decode_wav}: full scale is 1. Several channels become their
 * mean.
 *
 * <p>Source: the RIFF/WAVE specification, with {@code WAVE_FORMAT_EXTENSIBLE}.
 *
 * @param data the frames
 */
record WavFile(Format format, MemorySegment data) {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FORMAT_BYTES = 16;
  private static final int SUB_FORMAT = 24;
  private static final int MOST_CHANNELS = 1024;

  /** No sound has a higher rate. */
  static final int MOST_HERTZ = 1_000_000;

  /** What a writer says that cannot go back to say how much it wrote. */
  private static final long UNKNOWN_SIZE = 0xFFFF_FFFFL;

  /** How a sound is stored. */
  record Format(boolean isFloat, int bits, int channels, int rate) {
    int frameBytes() {
      return bits / 8 * channels;
    }
  }

  /** Whether a file that starts like this is one. */
  static boolean startsAsWav(byte[] start) {
    if (start.length < RIFF_HEADER) {
      return false;
    }
    String riff = new String(start, 0, 4, StandardCharsets.ISO_8859_1);
    return (riff.equals("RIFF") || riff.equals("RIFX") || riff.equals("RF64"))
        && new String(start, 8, 4, StandardCharsets.ISO_8859_1).equals("WAVE");
  }

  /**
   * Finds format and frames.
   *
   * @throws OctetException {@code BAD_DATA} if it is no sound that is read
   */
  static WavFile of(MemorySegment bytes) {
    if (bytes.byteSize() < RIFF_HEADER
        || !name(bytes, 0).equals("RIFF")
        || !name(bytes, 8).equals("WAVE")) {
      throw bad("is no WAV file (RIFF, WAVE)", 0);
    }
    Format format = null;
    for (long at = RIFF_HEADER; at + CHUNK_HEADER <= bytes.byteSize(); ) {
      long size = bytes.get(Constant.I32, at + 4) & UNKNOWN_SIZE;
      long left = bytes.byteSize() - at - CHUNK_HEADER;
      boolean isData = name(bytes, at).equals("data");
      if (isData && size == UNKNOWN_SIZE) {
        size = left;
      }
      if (size > left) {
        throw bad("is cut off: %d bytes should follow, there are %d".formatted(size, left), at);
      }
      MemorySegment chunk = bytes.asSlice(at + CHUNK_HEADER, size);
      if (name(bytes, at).equals("fmt ")) {
        format = format(chunk, at);
      } else if (isData) {
        return of(format, chunk, at);
      }
      at += CHUNK_HEADER + size + (size & 1);
    }
    throw bad("has no sound: there is no chunk 'data'", bytes.byteSize());
  }

  private static WavFile of(@Nullable Format format, MemorySegment frames, long at) {
    if (format == null) {
      throw bad("does not say how its sound is stored: there is no chunk 'fmt '", at);
    }
    if (frames.byteSize() % format.frameBytes() != 0) {
      throw bad("is cut off within a frame", at);
    }
    if (frames.byteSize() == 0) {
      throw bad("is silent: it has no frames", at);
    }
    return new WavFile(format, frames);
  }

  private static Format format(MemorySegment chunk, long at) {
    if (chunk.byteSize() < FORMAT_BYTES) {
      throw bad("has a format of %d bytes".formatted(chunk.byteSize()), at);
    }
    int tag = unsigned16(chunk, 0);
    if (tag == EXTENSIBLE && chunk.byteSize() >= SUB_FORMAT + 2) {
      tag = unsigned16(chunk, SUB_FORMAT);
    }
    int channels = unsigned16(chunk, 2);
    int rate = chunk.get(Constant.I32, 4);
    int bits = unsigned16(chunk, 14);
    var format = new Format(tag == FLOAT, bits, channels, rate);
    boolean known =
        switch (tag) {
          case PCM -> bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case FLOAT -> bits == 32 || bits == 64;
          default -> false;
        };
    if (!known) {
      throw bad("holds %s of %d bits, which is not read".formatted(coding(tag), bits), at)
          .advise("save it as PCM of 16 bits");
    }
    if (channels == 0 || channels > MOST_CHANNELS || rate <= 0 || rate > MOST_HERTZ) {
      throw bad("claims %d channels at %d Hz".formatted(channels, rate), at);
    }
    if (unsigned16(chunk, 12) != format.frameBytes()) {
      throw bad("claims frames of %d bytes".formatted(unsigned16(chunk, 12)), at);
    }
    return format;
  }

  private static String coding(int tag) {
    return switch (tag) {
      case PCM -> "integers";
      case 2, 0x11 -> "ADPCM";
      case FLOAT -> "floats";
      case 6 -> "A-law";
      case 7 -> "mu-law";
      case 0x55 -> "MP3";
      default -> "coding " + tag;
    };
  }

  private static int unsigned16(MemorySegment bytes, long at) {
    return bytes.get(Constant.I16, at) & 0xFFFF;
  }

  private static String name(MemorySegment bytes, long at) {
    byte[] name = bytes.asSlice(at, 4).toArray(ValueLayout.JAVA_BYTE);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** The number of moments. */
  long frames() {
    return data.byteSize() / format.frameBytes();
  }

  /** The mean of the channels, frame by frame, from one on. */
  float[] mono(long first, int count) {
    PcmReader reader = PcmReader.of(format);
    var values = new float[count];
    int channels = format.channels();
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += reader.at(data, (first + i) * channels + c);
      }
      values[i] = (float) (sum / channels);
    }
    return values;
  }

  private static OctetException bad(String what, long at) {
    return new OctetException(ErrorCode.BAD_DATA, what).in("byte " + at);
  }
}
