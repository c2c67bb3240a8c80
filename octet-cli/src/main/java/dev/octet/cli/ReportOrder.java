package dev.octet.cli;

import dev.octet.report.Provenance;
import dev.octet.report.Report;
import dev.octet.report.ReportPage;
import dev.octet.runtime.Engine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A report that was asked for.
 *
 * @param file where it goes
 * @param words of the command line
 * @param given the files that these name
 */
record ReportOrder(Path file, List<String> words, GivenFiles given) {
  ReportOrder {
    words = List.copyOf(words);
  }

  /** Makes and writes it; to be called when all else is written. */
  void write(Function<Provenance, Report> report) {
    ReportPage.write(report.apply(provenance()), file);
  }

  /** How it is made, as far as files and versions tell: no date, so that it can be made again. */
  private Provenance provenance() {
    return new Provenance(words, versions(), given.sources(file));
  }

  /** What results can depend on beside files: programs and the machine. */
  static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Octet", Version.ofOctet());
    versions.put("LiteRT", Engine.version());
    versions.put("Java", Runtime.version().toString());
    versions.put(
        "machine",
        "%s %s, %d cores"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    return versions;
  }
}
