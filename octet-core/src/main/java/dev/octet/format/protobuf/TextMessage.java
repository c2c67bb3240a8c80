package dev.octet.format.protobuf;

import dev.octet.format.protobuf.Schema.FieldType;
import dev.octet.format.protobuf.Schema.Scalar;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message of a text on its way to the binary form. */
final class TextMessage {
  private final TextScanner in;
  private final String message;
  private final MessageWriter out = new MessageWriter();
  private final Set<String> seen = new HashSet<>();
  private final Set<Integer> seenGroups = new HashSet<>();

  /** Numbers that follow one another and become one field. */
  private @Nullable MessageWriter run;

  private int runNumber;

  TextMessage(TextScanner in, String message) {
    this.in = in;
    this.message = message;
  }

  /** A field starts: one that must not repeat does not, and of a group there is one. */
  void start(String name, FieldType field, long position) {
    if (!field.repeated() && !seen.add(name)) {
      throw in.malformed("%s has '%s' twice".formatted(message, name), position);
    }
    if (field.group() > 0 && !seenGroups.add(field.group())) {
      throw in.malformed("%s has '%s' and another of its kind".formatted(message, name), position);
    }
    if (field.number() != runNumber) {
      endRun();
    }
  }

  void scalar(FieldType field, Scalar type) {
    switch (type) {
      case STRING, BYTES -> out.message(field.number(), TextLiteral.read(in));
      case DOUBLE -> {
        long bits = TextNumber.read(in).bits(type);
        if (field.packed()) {
          run(field).fixed(bits, Long.BYTES);
        } else {
          out.real(field.number(), Double.longBitsToDouble(bits));
        }
      }
      case FLOAT -> {
        long bits = TextNumber.read(in).bits(type);
        if (field.packed()) {
          run(field).fixed(bits, Integer.BYTES);
        } else {
          out.real(field.number(), Float.intBitsToFloat((int) bits));
        }
      }
      case INT32, INT64, UINT32, UINT64, SINT64, BOOL ->
          number(field, TextNumber.read(in).bits(type));
    }
  }

  void number(FieldType field, long bits) {
    if (field.packed()) {
      run(field).varint(bits);
    } else {
      out.integer(field.number(), bits);
    }
  }

  void message(FieldType field, MessageWriter value) {
    out.message(field.number(), value);
  }

  private MessageWriter run(FieldType field) {
    if (run == null) {
      run = new MessageWriter();
      runNumber = field.number();
    }
    return run;
  }

  private void endRun() {
    if (run != null) {
      out.message(runNumber, run);
    }
    run = null;
    runNumber = 0;
  }

  /** The message, all of whose fields are there. */
  MessageWriter written() {
    endRun();
    return out;
  }
}
