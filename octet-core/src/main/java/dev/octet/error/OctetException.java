package dev.octet.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception Octet throws at its users: what happened, where, and what to do next.
 *
 * <p>{@link #getMessage()} is one line: {@code where: what; advice}.
 */
public final class OctetException extends RuntimeException {
  private final ErrorCode code;
  private final String what;
  private final String where;
  private final String advice;

  /**
   * Makes an exception that does not know yet where it happened nor what to do.
   *
   * @param code what went wrong, for programs
   * @param what what went wrong, for people: no capital, no full stop
   */
  public OctetException(ErrorCode code, String what) {
    this(code, what, "", "", null);
  }

  private OctetException(
      ErrorCode code, String what, String where, String advice, @Nullable Throwable cause) {
    super(
        line(
            (where.isEmpty() ? "" : where + ": ") + what + (advice.isEmpty() ? "" : "; " + advice)),
        cause);
    this.code = code;
    this.what = what;
    this.where = where;
    this.advice = advice;
  }

  /** A name out of a file may hold anything, also what starts a line or recolours a terminal. */
  private static String line(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
  }

  /** Returns this exception with an outer place put before the places it already names. */
  public OctetException in(String place) {
    return copy(where.isEmpty() ? place : place + ": " + where, advice, getCause());
  }

  /** Returns this exception with a sentence on what to do next. */
  public OctetException advise(String nextStep) {
    return copy(where, nextStep, getCause());
  }

  /** Returns this exception with the technical reason behind it. */
  public OctetException because(Throwable reason) {
    return copy(where, advice, reason);
  }

  private OctetException copy(String newWhere, String newAdvice, @Nullable Throwable cause) {
    var copy = new OctetException(code, what, newWhere, newAdvice, cause);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /** What went wrong, for programs. */
  public ErrorCode code() {
    return code;
  }

  /** What went wrong, without place and advice. */
  public String what() {
    return what;
  }

  /** Where: file, graph, op, tensor, byte offset, sample; empty when unknown. */
  public String where() {
    return where;
  }

  /** What to do next; empty when there is nothing to say. */
  public String advice() {
    return advice;
  }
}
