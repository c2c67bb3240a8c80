package dev.octet.format.hdf5;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.util.function.Supplier;

/** What goes wrong with HDF5 files. Whatever jHDF throws becomes one of these errors. */
final class Hdf5Errors {
  private static final String AGAIN = "it is damaged: copy or save it again";
  private static final int MOST_CAUSES = 100;

  private Hdf5Errors() {}

  static OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what).advise(AGAIN);
  }

  static OctetException unsupported(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what)
        .advise("save the model with Keras' own model.save(...)");
  }

  static OctetException tooLarge(String what) {
    return new OctetException(ErrorCode.MODEL_TOO_LARGE, what)
        .advise("store its datasets uncompressed");
  }

  /** Reads something, and says where it was when that fails. */
  static <T> T in(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) {
      OctetException translated = translated(e);
      throw place.isEmpty() ? translated : translated.in(place);
    }
  }

  private static OctetException translated(Throwable thrown) {
    Throwable deepest = thrown;
    for (int i = 0; i < MOST_CAUSES; i++) {
      if (deepest instanceof OctetException known) {
        return known;
      }
      Throwable cause = deepest.getCause();
      if (cause == null) {
        break;
      }
      deepest = cause;
    }
    return switch (deepest) {
      case StackOverflowError e -> malformed("its structures nest too deep").because(e);
      case OutOfMemoryError e -> tooLarge("its structures do not fit into memory").because(e);
      case UnsupportedHdfException e -> unsupported(text(e)).because(thrown);
      case HdfException e -> malformed(text(e)).because(thrown);
      default -> malformed("its structures are broken (%s)".formatted(deepest)).because(thrown);
    };
  }

  private static String text(HdfException e) {
    return "HDF5: " + e.getMessage();
  }
}
