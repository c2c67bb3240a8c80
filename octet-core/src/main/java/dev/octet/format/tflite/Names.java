package dev.octet.format.tflite;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The format's names are bytes, UTF-8 as a rule. Bytes that are not come through as they are: each
 * becomes one of the 128 lone surrogates from U+DC80 on, which text does not have otherwise.
 */
final class Names {
  private static final char FIRST_BYTE = '\uDC00';

  private Names() {}

  /** The text of these bytes. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return textOfAny(bytes);
    }
  }

  private static String textOfAny(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    while (true) {
      decoder.reset();
      boolean done = decoder.decode(in, out, true).isUnderflow();
      if (done) {
        return out.flip().toString();
      }
      out.put((char) (FIRST_BYTE + Byte.toUnsignedInt(in.get())));
    }
  }

  /** The bytes of this text. */
  static byte[] bytes(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var array = new byte[bytes.remaining()];
      bytes.get(array);
      return array;
    } catch (CharacterCodingException e) {
      return bytesOfAny(text);
    }
  }

  private static byte[] bytesOfAny(String text) {
    var bytes = ByteBuffer.allocate(3 * text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c >= FIRST_BYTE + 0x80 && c <= FIRST_BYTE + 0xFF) {
                bytes.put((byte) c);
              } else {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    var array = new byte[bytes.position()];
    bytes.flip().get(array);
    return array;
  }
}
