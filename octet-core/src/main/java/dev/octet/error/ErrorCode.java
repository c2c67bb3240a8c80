package dev.octet.error;

/** What went wrong, for programs; the {@link Kind} decides the exit code of the command line. */
public enum ErrorCode {
  /** A command line or an API call that cannot be meant. */
  USAGE(Kind.USAGE),
  /** A file or folder that is missing or cannot be read. */
  NOT_READABLE(Kind.INPUT),
  /** An output that cannot be written: no permission, no space. */
  NOT_WRITABLE(Kind.INPUT),
  /** Bytes that are no model of a known format. */
  UNKNOWN_FORMAT(Kind.INPUT),
  /** A model whose bytes break the rules of its format. */
  MALFORMED_MODEL(Kind.INPUT),
  /** A well-formed model that would need more memory or time than any sane one. */
  MODEL_TOO_LARGE(Kind.INPUT),
  /** A model that uses something Octet cannot carry over. */
  UNSUPPORTED_MODEL(Kind.INPUT),
  /** Samples that do not fit: name, shape, type, NaN, none at all. */
  BAD_DATA(Kind.INPUT),
  /** Calibration ranges that belong to another model, or lack a tensor. */
  BAD_RANGES(Kind.INPUT),
  /** Something was asked for that this model cannot give, such as integer-only with a float op. */
  NOT_QUANTIZABLE(Kind.NO),
  /** A limit that was set does not hold for what was measured. */
  GATE_FAILED(Kind.NO),
  /** Models that differ where they must not. */
  DIFFERENT(Kind.NO),
  /** A quantized model that was not made from the float model it is compared with. */
  NOT_TWINS(Kind.INPUT),
  /** A metric from outside of Octet that cannot be loaded, or fails. */
  PLUGIN(Kind.INPUT),
  /** The runtime refused or failed to run a model. */
  RUNTIME(Kind.INPUT),
  /** A bug in Octet. */
  INTERNAL(Kind.INTERNAL);

  /** Whose move it is. */
  public enum Kind {
    /** The answer is no. */
    NO(1),
    /** The question was wrong. */
    USAGE(2),
    /** The input was wrong. */
    INPUT(3),
    /** Octet was wrong. */
    INTERNAL(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the {@code octet} command. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  ErrorCode(Kind kind) {
    this.kind = kind;
  }

  /** Returns whose move it is. */
  public Kind kind() {
    return kind;
  }
}
