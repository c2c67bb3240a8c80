package dev.octet.format.protobuf;

/** Goes past values of fields that nobody asks for; they must be well-formed. */
record TextSkipper(TextScanner in) {
  private static final int DEEPEST = 100;

  /** Goes past a value: what follows the name of a field, and the colon if there is one. */
  void value(int depth) {
    if (in.takes('[')) {
      if (in.takes(']')) {
        return;
      }
      do {
        single(depth);
      } while (in.takes(','));
      in.expect(']');
    } else {
      single(depth);
    }
  }

  private void single(int depth) {
    if (in.sees('{') || in.sees('<')) {
      message(depth);
    } else if (in.seesQuote()) {
      TextLiteral.read(in);
    } else {
      TextNumber.read(in).check();
    }
  }

  private void message(int depth) {
    char end = open(in, depth + 1, DEEPEST);
    while (!in.takes(end)) {
      if (in.sees('[')) {
        in.bracketedName();
      } else {
        in.name();
      }
      in.takes(':');
      value(depth + 1);
      if (!in.takes(';')) {
        in.takes(',');
      }
    }
  }

  /** Takes what starts a message. Returns what ends it. */
  static char open(TextScanner in, int depth, int deepest) {
    if (depth > deepest) {
      throw in.malformed("messages in messages, %d deep".formatted(depth), in.position());
    }
    if (in.takes('<')) {
      return '>';
    }
    in.expect('{');
    return '}';
  }
}
