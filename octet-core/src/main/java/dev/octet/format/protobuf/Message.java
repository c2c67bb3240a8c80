package dev.octet.format.protobuf;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A message of protocol buffers: a view on its bytes. Fields are asked for by their number, as the
 * {@code .proto} file gives it; of a field that must not repeat, the last one counts, and one that
 * is absent is zero or empty.
 *
 * <p>Source: the encoding page of the Protocol Buffers documentation.
 */
public final class Message {
  private final MemorySegment bytes;
  private final long start;

  private Message(MemorySegment bytes, long start) {
    this.bytes = bytes;
    this.start = start;
  }

  /** A message that is all of these bytes. */
  public static Message of(MemorySegment bytes) {
    return new Message(bytes, 0);
  }

  static Message at(MemorySegment bytes, long start) {
    return new Message(bytes, start);
  }

  /** The bytes of the message. */
  public MemorySegment bytes() {
    return bytes;
  }

  /** Where in the file the message starts. */
  public long start() {
    return start;
  }

  /**
   * Goes through all fields, in the order of the file.
   *
   * @throws OctetException {@code MALFORMED_MODEL} with the byte that breaks the encoding
   */
  public void forEach(Consumer<Field> visitor) {
    var reader = new WireReader(bytes, start);
    while (reader.hasMore()) {
      visitor.accept(reader.next());
    }
  }

  /** Sees a field, and the bytes of the message it takes, its number included. */
  @FunctionalInterface
  public interface SpanVisitor {
    /** The field is in the bytes from {@code from} on, up to {@code to}. */
    void visit(Field field, long from, long to);
  }

  /**
   * Goes through all fields as {@link #forEach} does, and tells where they are, for those who copy
   * them as they are.
   */
  public void forEachSpan(SpanVisitor visitor) {
    var reader = new WireReader(bytes, start);
    while (reader.hasMore()) {
      long from = reader.position();
      Field field = reader.next();
      visitor.visit(field, from, reader.position());
    }
  }

  /**
   * Goes through the first fields only, which may tell what a message is.
   *
   * @param most how many
   * @throws OctetException as {@link #forEach(Consumer)}
   */
  public void forEachFirst(int most, Consumer<Field> visitor) {
    var reader = new WireReader(bytes, start);
    for (int i = 0; i < most && reader.hasMore(); i++) {
      visitor.accept(reader.next());
    }
  }

  /** Goes through the fields of a number, in order. */
  public void forEach(int number, Consumer<Field> visitor) {
    forEach(
        f -> {
          if (f.number() == number) {
            visitor.accept(f);
          }
        });
  }

  /** The fields of a number, in order. */
  public List<Field> all(int number) {
    var found = new ArrayList<Field>();
    forEach(number, found::add);
    return found;
  }

  /** The last field of a number. */
  public Optional<Field> find(int number) {
    var last = new Field[1];
    forEach(number, f -> last[0] = f);
    return Optional.ofNullable(last[0]);
  }

  /** Whether there is a field of a number. */
  public boolean has(int number) {
    return find(number).isPresent();
  }

  /** An integer; 0 when absent. */
  public long integer(int number) {
    return find(number).map(Field::integer).orElse(0L);
  }

  /** An integer that must be one of 32 bits; 0 when absent. */
  public int int32(int number) {
    return (int) integer(number);
  }

  /** A truth value; false when absent. */
  public boolean flag(int number) {
    return integer(number) != 0;
  }

  /** A text; empty when absent. */
  public String text(int number) {
    return find(number).map(Field::text).orElse("");
  }

  /** All texts of a repeated field. */
  public List<String> texts(int number) {
    return all(number).stream().map(Field::text).toList();
  }

  /** Bytes; empty when absent. */
  public MemorySegment bytes(int number) {
    return find(number).map(Field::bytes).orElse(MemorySegment.NULL);
  }

  /** A message; empty, as one without fields, when absent. */
  public Message message(int number) {
    return find(number).map(Field::message).orElse(new Message(MemorySegment.NULL, start));
  }

  /** All messages of a repeated field. */
  public List<Message> messages(int number) {
    return all(number).stream().map(Field::message).toList();
  }

  /** The entries of a map with texts for keys; of several with one key, all. */
  public List<Entry> entries(int number) {
    return messages(number).stream().map(m -> new Entry(m.text(1), m)).toList();
  }

  /**
   * An entry of a map.
   *
   * @param key field 1
   * @param entry field 2 of it is the value
   */
  public record Entry(String key, Message entry) {
    /** The value, a message. */
    public Message message() {
      return entry.message(2);
    }

    /** The value, a text. */
    public String text() {
      return entry.text(2);
    }
  }

  /** An error at this message. */
  public OctetException malformed(String what) {
    return malformed(what, start);
  }

  static OctetException malformed(String what, long at) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .in("byte " + at)
        .advise("the file is damaged, or no file of TensorFlow");
  }

  static String text(MemorySegment bytes) {
    return StandardCharsets.UTF_8.decode(bytes.asByteBuffer()).toString();
  }
}
