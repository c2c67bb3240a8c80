package dev.octet.cli;

import com.google.gson.GsonBuilder;
import dev.octet.report.ModelExplorerFile;
import dev.octet.report.NodeOverlay;
import dev.octet.report.Provenance;
import dev.octet.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one command talks to its user.
 *
 * @param terminal the streams
 * @param json whether the answer is for a program
 * @param quiet whether progress and warnings are unwanted
 * @param verbose whether more than usual is wanted on standard error
 * @param order the report that is wanted, or null
 * @param explorer where figures of nodes for Model Explorer go, or null
 */
record Session(
    Terminal terminal,
    boolean json,
    boolean quiet,
    boolean verbose,
    @Nullable ReportOrder order,
    @Nullable Path explorer) {
  /** This with a report. */
  Session with(ReportOrder newOrder) {
    return new Session(terminal, json, quiet, verbose, newOrder, explorer);
  }

  /** This with figures for Model Explorer. */
  Session with(Path newExplorer) {
    return new Session(terminal, json, quiet, verbose, order, newExplorer);
  }

  /**
   * Writes figures of nodes if they are wanted.
   *
   * @param overlays a file each
   */
  void explore(Supplier<List<NodeOverlay>> overlays) {
    if (explorer != null) {
      List<NodeOverlay> made = overlays.get();
      ModelExplorerFile.write(explorer, made);
      tell(
          "figures for Model Explorer are in "
              + ModelExplorerFile.paths(explorer, made).stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Whether a report is wanted, so that it pays to look at more than the answer needs. */
  boolean wantsReport() {
    return order != null;
  }

  /**
   * Writes the report if one is wanted; to be called when all else is written.
   *
   * @param report made of how all that was made
   */
  void report(Function<Provenance, Report> report) {
    if (order != null) {
      order.write(report);
      tell("the report is " + order.file());
    }
  }

  /** Starts telling of a long job's progress, which is to be closed at its end. */
  Progress progress() {
    return new Progress(terminal, quiet, System::nanoTime);
  }

  /** Prints the answer. */
  void print(Answer answer) {
    if (json) {
      var gson =
          new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
      terminal.out().println(gson.toJson(answer.json()));
    } else {
      terminal.out().print(answer.text());
    }
  }

  /** Tells what a long job has just done. */
  void tell(String line) {
    if (!quiet) {
      terminal.err().println("octet: " + Table.plain(line));
    }
  }

  /** Tells of something that is no error but should be known. */
  void warn(String note) {
    if (!quiet) {
      terminal.err().println("octet: note: " + note);
    }
  }
}
