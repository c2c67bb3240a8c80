package dev.octet.format.keras;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.matrix.Beside;
import dev.octet.matrix.CaseArrays;
import dev.octet.matrix.Conversions;
import dev.octet.matrix.Outcome;
import dev.octet.model.Model;
import dev.octet.rewrite.Rewrites;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Converts a case and runs it beside Keras. */
final class LayerRun {
  private LayerRun() {}

  /** Converts for one sample at a time. */
  static Outcome one(LayerCase c) {
    return Conversions.guarded(
        () ->
            c.refused().isPresent()
                ? Conversions.expect(c.refused().orElseThrow(), c.model(), () -> convert(c, 1))
                : run(c, 1));
  }

  /** Converts for any number of samples at a time. */
  static Outcome dynamic(LayerCase c) {
    return Conversions.guarded(() -> run(c, 0));
  }

  private static Outcome run(LayerCase c, int batch) {
    Model model = convert(c, batch);
    NumpyFile file = NumpyFile.open(c.arrays());
    int pieces = batch == 0 ? 1 : c.batch();
    List<Beside.Sample> samples =
        IntStream.range(0, pieces)
            .mapToObj(
                i -> {
                  List<NdArray> outputs = part(file, "out", pieces, i);
                  return new Beside.Sample(
                      part(file, "in", pieces, i),
                      outputs.stream().map(CaseArrays::narrowed).toList());
                })
            .toList();
    return Beside.compare(model, c.inputs(), c.outputs(), samples);
  }

  private static Model convert(LayerCase c, int batch) {
    Map<String, int[]> shapes =
        c.shapes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> withBatch(e.getValue())));
    Model lowered = Keras.read(c.model(), new KerasOptions(batch, shapes));
    return Rewrites.cleanUp(Rewrites.tidyLowered(lowered));
  }

  private static int[] withBatch(int[] shape) {
    var whole = new int[shape.length + 1];
    whole[0] = 1;
    System.arraycopy(shape, 0, whole, 1, shape.length);
    return whole;
  }

  /** The arrays {@code in_0…} or {@code out_0…}, or where there are several pieces one of these. */
  private static List<NdArray> part(NumpyFile file, String kind, int pieces, int piece) {
    List<NdArray> arrays = CaseArrays.all(file, kind);
    return pieces == 1 ? arrays : arrays.stream().map(a -> CaseArrays.sample(a, piece)).toList();
  }
}
