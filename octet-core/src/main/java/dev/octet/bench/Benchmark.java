package dev.octet.bench;

import java.time.Duration;
import java.util.List;

/**
 * What was measured.
 *
 * @param measurements one for each model, number of threads and kernels, models first
 * @param notes what a reader of the numbers should know, a line each
 * @param cores how many processors the machine lets this process use
 * @param runtime the version of LiteRT
 * @param timerNanos the least difference that the timer shows, in nanoseconds
 * @param time of it all
 */
public record Benchmark(
    List<Measurement> measurements,
    List<String> notes,
    int cores,
    String runtime,
    long timerNanos,
    Duration time) {
  /** Copies. */
  public Benchmark {
    measurements = List.copyOf(measurements);
    notes = List.copyOf(notes);
  }
}
