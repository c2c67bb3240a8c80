package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.bench.BenchOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * One {@code octet bench}.
 *
 * @param models at least one; the others are compared with the first
 * @param reading what to make of what the models leave open
 * @param how what to measure, and for how long
 */
record BenchmarkOptions(List<Path> models, ReadOptions reading, BenchOptions how) {
  BenchmarkOptions {
    models = List.copyOf(models);
  }
}
