package dev.octet.format.protobuf;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Schema.FieldType;
import dev.octet.format.protobuf.Schema.Nested;
import dev.octet.format.protobuf.Schema.Scalar;
import dev.octet.format.protobuf.Schema.Skipped;
import dev.octet.format.protobuf.Schema.Words;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns the text form of a message into the binary one, of which there is a reader: {@code .pbtxt}.
 *
 * <p>A field that the schema does not know is an error, since nobody can say what it would change.
 *
 * <p>Source: the text format page of the Protocol Buffers documentation.
 */
public final class TextForm {
  private static final int LOOK = 4096;

  /** As deep as the binary form may be for TensorFlow. */
  private static final int DEEPEST = 100;

  private final Schema schema;
  private final TextScanner in;
  private final TextSkipper skipper;

  private TextForm(Schema schema, TextScanner in) {
    this.schema = schema;
    this.in = in;
    this.skipper = new TextSkipper(in);
  }

  /** Whether these bytes are the text of a message rather than its binary form. */
  public static boolean looksLikeText(MemorySegment bytes) {
    MemorySegment start = bytes.asSlice(0, Math.min(LOOK, bytes.byteSize()));
    for (long i = 0; i < start.byteSize(); i++) {
      int c = start.get(ValueLayout.JAVA_BYTE, i);
      // a binary message says the number of its second field by such a byte, or one soon after
      if ((c >= 0 && c < '\t') || (c > '\r' && c < ' ') || c == 0x7F) {
        return false;
      }
    }
    var scanner = new TextScanner(bytes);
    try {
      if (scanner.atEnd()) {
        return false;
      }
      scanner.name();
      return scanner.sees(':') || opens(scanner);
    } catch (OctetException e) {
      return false;
    }
  }

  private static boolean opens(TextScanner scanner) {
    return scanner.sees('{') || scanner.sees('<') || scanner.sees('[');
  }

  /**
   * The binary form of a text.
   *
   * @param message its name in the schema
   * @throws OctetException {@code MALFORMED_MODEL} with line and column of what is no text of this
   *     message, {@code UNSUPPORTED_MODEL} for a field that the schema does not know
   */
  public static MemorySegment binary(MemorySegment text, Schema schema, String message) {
    var form = new TextForm(schema, new TextScanner(text));
    MessageWriter written = form.fields(message, 0);
    if (written.size() > Integer.MAX_VALUE) {
      throw new OctetException(
              ErrorCode.MODEL_TOO_LARGE, "%d bytes as a message".formatted(written.size()))
          .advise("no message is larger than 2 GB");
    }
    return written.toBytes();
  }

  /** The fields of a message up to the end of the text, or to the brace that ends it. */
  private MessageWriter fields(String message, int depth) {
    var out = new TextMessage(in, message);
    while (!in.atEnd() && !in.sees('}') && !in.sees('>')) {
      field(message, out, depth);
      if (!in.takes(';')) {
        in.takes(',');
      }
    }
    if (depth == 0 && !in.atEnd()) {
      throw in.malformed("nothing is open here", in.position());
    }
    return out.written();
  }

  private void field(String message, TextMessage out, int depth) {
    long position = in.position();
    String name = in.sees('[') ? "" : in.name();
    FieldType field = schema.fields(message).get(name);
    if (field == null) {
      String what = name.isEmpty() ? "an extension" : "field '%s'".formatted(name);
      throw in.at(
              ErrorCode.UNSUPPORTED_MODEL,
              "%s of %s is not one that Octet knows".formatted(what, message),
              position)
          .advise("save it in binary form, where what is not known does no harm");
    }
    out.start(name, field, position);
    boolean colon = in.takes(':');
    switch (field.kind()) {
      case Scalar type -> values(field, colon, () -> out.scalar(field, type));
      case Words words ->
          values(field, colon, () -> out.number(field, TextNumber.read(in).of(words)));
      case Nested nested -> values(field, true, () -> nested(field, nested, out, depth));
      case Skipped _ -> skipper.value(depth);
    }
  }

  /** One value, or several in brackets. */
  private void values(FieldType field, boolean colon, Runnable value) {
    if (!colon) {
      in.expect(':');
    }
    if (!in.sees('[')) {
      value.run();
      return;
    }
    if (!field.repeated()) {
      throw in.malformed("a list for a field that does not repeat", in.position());
    }
    in.expect('[');
    if (in.takes(']')) {
      return;
    }
    do {
      value.run();
    } while (in.takes(','));
    in.expect(']');
  }

  private void nested(FieldType field, Nested nested, TextMessage out, int depth) {
    char end = TextSkipper.open(in, depth + 1, DEEPEST);
    out.message(field, fields(nested.name(), depth + 1));
    in.expect(end);
  }
}
