package dev.octet.study;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All kinds of a model, measured side by side.
 *
 * @param model the file it began with
 * @param rows a row for each kind: the float model first, then in the order of modes
 * @param metric the name of the figure that decides: {@code top1} with labels, else {@code
 *     agreement} with the float model
 * @param samples how many it was evaluated on
 * @param calibrated how many samples found the ranges; 0 for none
 * @param threads the numbers of threads that latencies were measured with, in order
 * @param setting where it was measured
 * @param notes what the reader should know, a line each
 * @param time of it all
 */
public record Study(
    Path model,
    List<StudyRow> rows,
    String metric,
    long samples,
    long calibrated,
    List<Integer> threads,
    Setting setting,
    List<String> notes,
    Duration time) {
  /** Copies the lists and checks that the float model is there. */
  public Study {
    rows = List.copyOf(rows);
    threads = List.copyOf(threads);
    notes = List.copyOf(notes);
    if (rows.isEmpty() || !rows.getFirst().isFloat() || rows.getFirst().made() == null) {
      throw new IllegalArgumentException("the float model must come first");
    }
  }

  /**
   * Where latencies were measured.
   *
   * @param cores how many processors this process may use
   * @param runtime the version of LiteRT
   * @param kernels which kernels ran
   */
  public record Setting(int cores, String runtime, String kernels) {}

  /** The float model. */
  public StudyRow first() {
    return rows.getFirst();
  }

  /** The row of a kind. */
  public Optional<StudyRow> row(String kind) {
    return rows.stream().filter(r -> r.kind().equals(kind)).findFirst();
  }

  /**
   * The rows that no other beats: none has both as good a figure and as few bytes and as little
   * latency, and is better in one of them.
   */
  public List<StudyRow> front() {
    return new ParetoFront(this).rows();
  }

  /** What to take, in a sentence. */
  public StudyVerdict verdict() {
    return StudyVerdict.of(this);
  }
}
