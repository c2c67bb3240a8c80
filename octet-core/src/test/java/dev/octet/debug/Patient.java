package dev.octet.debug;

import dev.octet.Octet;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Shape;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A model of one input {@code %x} with its samples.
 *
 * @param model in float
 * @param samples of its input, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Patient(Model model, float[] samples) {
  private static final int THREADS = 2;

  Patient(String text, float[] samples) {
    this(Text.parse(text), samples);
  }

  RepresentativeDataset data(float[] values) {
    Shape shape = model.main().inputs().getFirst().shape();
    long[] dims = Arrays.stream(shape.dims()).asLongStream().toArray();
    dims[0] = values.length / shape.elements(); // a batch of one
    var array = NdArray.of(dims, values);
    return RepresentativeDataset.of(
        Datasets.of(ModelInputs.of(model).main(), Map.of("x", array), DataOptions.standard()));
  }

  Octet octet() {
    try {
      Path file = Files.createTempFile("patient", ".tflite");
      try {
        Tflite.write(model, file);
        return Octet.load(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Model quantized(Recipe recipe) {
    Octet octet = octet();
    var ranges =
        recipe.needsRanges()
            ? octet.calibrate(recipe, data(samples), THREADS, _ -> {})
            : octet.withoutRanges();
    return octet.quantize(recipe, ranges).model();
  }

  /** Calibrated and looked at with its samples. */
  Diagnosis int8() {
    return diagnose(Recipe.of(Mode.INT8));
  }

  Diagnosis diagnose(Recipe recipe) {
    return diagnose(quantized(recipe), samples);
  }

  Diagnosis diagnose(Model quantized, float[] seen) {
    return octet().debug(quantized, data(seen), DebugOptions.standard(), THREADS, _ -> {});
  }
}
