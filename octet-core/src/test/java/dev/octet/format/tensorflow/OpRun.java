package dev.octet.format.tensorflow;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.format.protobuf.Message;
import dev.octet.io.MappedFile;
import dev.octet.matrix.Beside;
import dev.octet.matrix.CaseArrays;
import dev.octet.matrix.Conversions;
import dev.octet.matrix.Outcome;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.rewrite.Rewrites;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Converts a case and runs it beside TensorFlow. */
final class OpRun {
  private OpRun() {}

  /** Converts for one sample at a time. */
  static Outcome one(OpCase c) {
    return Conversions.guarded(
        () ->
            c.refused().isPresent()
                ? Conversions.expect(
                    c.refused().orElseThrow(), c.graph(), () -> convert(c, 1, Optional.empty()))
                : run(c, 1, Optional.empty()));
  }

  /** Converts for any number of samples at a time. */
  static Outcome dynamic(OpCase c) {
    return Conversions.guarded(() -> run(c, 0, Optional.empty()));
  }

  /**
   * Converts with other rules.
   *
   * @param batch 1 for one sample at a time, 0 for any number
   */
  static Outcome with(OpTable table, OpCase c, int batch) {
    return Conversions.guarded(() -> run(c, batch, Optional.of(table)));
  }

  private static Outcome run(OpCase c, int batch, Optional<OpTable> table) {
    Model model = convert(c, batch, table);
    NumpyFile file = NumpyFile.open(c.arrays());
    boolean alone = batch == 1 && c.samples() > 1;
    List<NdArray> all = CaseArrays.all(file, "in");
    List<NdArray> inputs =
        IntStream.range(0, all.size())
            .mapToObj(i -> alone && c.open().get(i) ? CaseArrays.sample(all.get(i), 0) : all.get(i))
            .toList();
    List<NdArray> outputs = CaseArrays.all(file, alone ? "one" : "out");
    var sample =
        new Beside.Sample(
            asWide(inputs, model.main().inputs()), asWide(outputs, model.main().outputs()));
    return Beside.compare(model, c.inputs(), c.outputs(), List.of(sample));
  }

  private static Model convert(OpCase c, int batch, Optional<OpTable> table) {
    TensorFlowOptions options =
        TensorFlowOptions.standard()
            .withBatch(batch)
            .withShapes(c.shapes())
            .withEnds(c.inputs(), c.outputs());
    TensorFlowModel lowered =
        table
            .map(t -> TensorFlow.frozen(Message.of(MappedFile.map(c.graph())), options, t))
            .orElseGet(() -> TensorFlow.read(c.graph(), options));
    return Rewrites.cleanUp(Rewrites.tidyLowered(lowered.model()));
  }

  /** Floats of 64 and 16 bits in 32 where the model has those. */
  private static List<NdArray> asWide(List<NdArray> arrays, List<Tensor> as) {
    return IntStream.range(0, arrays.size())
        .mapToObj(
            i ->
                i < as.size() && as.get(i).type() == ElementType.FLOAT32
                    ? CaseArrays.narrowed(arrays.get(i))
                    : arrays.get(i))
        .toList();
  }
}
