package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists of the names of classes, in the order of their numbers. */
final class ClassNames {
  private ClassNames() {}

  /** Reads a file of one name in each line. */
  static List<String> read(Path file) {
    try {
      return checked(TextLines.read(file));
    } catch (OctetException e) {
      throw e.where().startsWith(file.toString()) ? e : e.in(file.toString());
    }
  }

  /** Checks that no name is there twice. */
  static List<String> checked(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new OctetException(ErrorCode.BAD_DATA, "class '%s' is there twice".formatted(name));
      }
    }
    return List.copyOf(names);
  }
}
