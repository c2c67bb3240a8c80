package dev.octet.model;

/**
 * A piece of the text form.
 *
 * @param kind what it is
 * @param text the word, the quoted text or the name without its marks, the sign
 * @param suffix of a name {@code %x#1}: 1; else 0
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, int suffix, int line, int column) {
  enum Kind {
    WORD,
    QUOTED,
    NAME,
    SIGN,
    END
  }

  /** Whether this is the sign, or the word. */
  boolean is(String wanted) {
    return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(wanted);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case END -> "the end";
      case NAME -> "%" + text;
      case QUOTED -> Words.quoted(text);
      case WORD, SIGN -> "'" + text + "'";
    };
  }
}
