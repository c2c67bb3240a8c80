package dev.octet;

import dev.octet.data.DataOptions;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Mode;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be studied, and on what.
 *
 * @param model the float model
 * @param reading what to make of what the model leaves open
 * @param kinds the modes to make, in this order; none twice
 * @param calibrate representative samples, as {@link dev.octet.data.Datasets} reads them; none
 *     where there are none
 * @param samples how many of those to use at most, or null for all
 * @param data the samples to measure on
 * @param reads how all of these are read; its labels are those of {@code data}
 * @param output the name of the output to look at, or null for the first
 * @param kernels which implementation of the ops
 * @param workers how many samples are run at once
 * @param threads with how many threads latencies are measured, in order; none to leave them out
 * @param least the least time of timed runs for each model and number of threads
 * @param folder where everything is written
 */
public record Studying(
    Path model,
    ReadOptions reading,
    List<Mode> kinds,
    List<String> calibrate,
    @Nullable Integer samples,
    List<String> data,
    DataOptions reads,
    @Nullable String output,
    KernelSet kernels,
    int workers,
    List<Integer> threads,
    Duration least,
    Path folder) {
  /** The classic kinds. */
  public static final List<Mode> USUAL =
      List.of(
          Mode.DYNAMIC,
          Mode.WEIGHTS8,
          Mode.FLOAT16,
          Mode.INT8,
          Mode.INT8_ONLY,
          Mode.INT16X8,
          Mode.INT16X8_ONLY);

  /**
   * Copies the lists and checks them.
   *
   * @throws OctetException {@code USAGE} for a kind that is named twice
   */
  public Studying {
    kinds = List.copyOf(kinds);
    calibrate = List.copyOf(calibrate);
    data = List.copyOf(data);
    threads = List.copyOf(threads);
    if (kinds.stream().distinct().count() != kinds.size()) {
      throw new OctetException(ErrorCode.USAGE, "a kind is named twice");
    }
  }

  /** The file of a kind. */
  public Path file(String kind) {
    return folder.resolve(stem() + "-" + kind + ".tflite");
  }

  private String stem() {
    Path name = model.toAbsolutePath().normalize().getFileName();
    String text = name == null ? "model" : name.toString();
    int dot = text.lastIndexOf('.');
    return dot > 0 ? text.substring(0, dot) : text;
  }

  /** One thread, and four, or as many as there are cores if that is fewer. */
  public static List<Integer> usualThreads() {
    int most = Math.min(4, Runtime.getRuntime().availableProcessors());
    var threads = new ArrayList<>(List.of(1));
    if (most > 1) {
      threads.add(most);
    }
    return threads;
  }
}
