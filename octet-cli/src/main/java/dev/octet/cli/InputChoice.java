package dev.octet.cli;

import dev.octet.Batch;
import dev.octet.ReadOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a model leaves open about its inputs: the batch, and other sizes. */
final class InputChoice {
  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Positive.class,
      description = "Take N samples at a time. Default: what the file says; of other formats, 1.")
  private @Nullable Integer batch;

  @Option(
      names = "--dynamic-batch",
      description = "Take as many samples at a time as each run brings.")
  private boolean dynamicBatch;

  @Mixin private ShapeChoice shapes;

  @Mixin private GraphChoice graph;

  /** The signature that counts; null for all. */
  @Nullable String signature() {
    return graph.signature().isEmpty() ? null : graph.signature();
  }

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  ReadOptions options() {
    if (batch != null && dynamicBatch) {
      throw new IllegalArgumentException("--batch and --dynamic-batch exclude each other");
    }
    Batch size =
        dynamicBatch
            ? new Batch.Dynamic()
            : batch == null ? new Batch.AsFile() : new Batch.Of(batch);
    return shapes.options(graph.shapes()).withBatch(size).withPart(graph.part());
  }

  /**
   * What was asked for, with all signatures: the one that counts is chosen later.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  ReadOptions optionsForAllSignatures() {
    ReadOptions all = options();
    return all.withPart(all.part().withAllSignatures());
  }
}
