package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/** The error for a name that is not there: it lists those that are. */
final class Missing {
  private Missing() {}

  static OctetException array(NumpyFile file, String name) {
    return new OctetException(
            ErrorCode.BAD_DATA,
            "has no array '%s'; it has %s".formatted(name, String.join(", ", file.names())))
        .in(file.path().toString());
  }
}
