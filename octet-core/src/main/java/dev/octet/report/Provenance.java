package dev.octet.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a report was made, so that it can be made again.
 *
 * @param command the words of the command line, or none when the library was called
 * @param versions of Octet, LiteRT, Java and the machine, by name
 * @param files that were read and written
 */
public record Provenance(List<String> command, Map<String, String> versions, List<Source> files) {
  /** Copies. */
  public Provenance {
    command = List.copyOf(command);
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    files = List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param role such as {@code model}, {@code calibration data}, {@code result}
   * @param digest such as {@code sha256:…}; empty for what is no single file
   * @param bytes its size
   */
  public record Source(String role, String path, String digest, long bytes) {}
}
