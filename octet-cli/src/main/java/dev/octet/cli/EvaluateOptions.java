package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.data.DataOptions;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code octet evaluate}.
 *
 * @param models at least one; the others are compared with the first
 * @param reading what to make of what the models leave open
 * @param samples what to measure on
 * @param metrics what to measure
 * @param gates limits, as {@link dev.octet.evaluate.Gate} reads them
 * @param output the name of the output to look at, or null for the first
 * @param kernels which implementation of the ops runs the models
 * @param threads at least 1
 */
record EvaluateOptions(
    List<Path> models,
    ReadOptions reading,
    Data samples,
    Metrics metrics,
    List<String> gates,
    @Nullable String output,
    KernelSet kernels,
    int threads) {

  EvaluateOptions {
    models = List.copyOf(models);
    gates = List.copyOf(gates);
  }

  /**
   * Samples.
   *
   * @param sources as {@link dev.octet.data.Datasets} reads them; at least one
   * @param signature how to call the models, or null for what the sources say
   * @param reads how they are read, and where the labels are
   */
  record Data(List<String> sources, @Nullable String signature, DataOptions reads) {
    Data {
      sources = List.copyOf(sources);
    }
  }

  /**
   * What to measure.
   *
   * @param names none for the usual ones
   * @param plugins jars with further ones
   * @param top how many of the best classes may hold the right one; at least 1
   * @param maxVal by how much values of images differ at most, or null for what the targets tell
   * @param ignoreIndex the class of mask elements that do not count
   * @param resamples of the bootstrap; 0 for no intervals
   */
  record Metrics(
      List<String> names,
      List<Path> plugins,
      int top,
      @Nullable Double maxVal,
      int ignoreIndex,
      int resamples) {
    Metrics {
      names = List.copyOf(names);
      plugins = List.copyOf(plugins);
    }
  }
}
