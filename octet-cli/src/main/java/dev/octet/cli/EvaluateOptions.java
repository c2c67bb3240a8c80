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
 * @param data the samples, as {@link dev.octet.data.Datasets} reads them
 * @param labels the right class of each sample, as {@link dev.octet.data.Labels} reads them, or
 *     null where there are none
 * @param reads how the samples are read
 * @param top how many of the best classes may hold the right one; at least 1
 * @param output the name of the output to look at, or null for the first
 * @param kernels which implementation of the ops runs the models
 * @param threads at least 1
 */
record EvaluateOptions(
    List<Path> models,
    ReadOptions reading,
    String data,
    @Nullable String labels,
    DataOptions reads,
    int top,
    @Nullable String output,
    KernelSet kernels,
    int threads) {

  EvaluateOptions {
    models = List.copyOf(models);
  }
}
