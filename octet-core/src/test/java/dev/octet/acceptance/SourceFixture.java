package dev.octet.acceptance;

import dev.octet.Fixtures;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.Samples;
import dev.octet.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A model of the larger collection in the format of Keras or TensorFlow, and what the official
 * converter made of it.
 *
 * <p>What the official converter makes of Keras 2's LSTM clips its cells at 10, which Keras does
 * not: it is 4e-5 off. Its outputs are compared with those of the form without, of equal weights.
 *
 * @param name the network's
 * @param file the file, or the folder of a SavedModel
 * @param official its float model
 * @param others other official float models of the same network
 */
record SourceFixture(String name, Path file, Path official, List<Path> others) {
  /** The network whose official form of Keras 2 is not what Keras computes. */
  static final String CLIPS = "fmnist_lstm";

  private static final int SAMPLES = 100;

  /** Every Keras file. */
  static List<SourceFixture> keras() {
    var all = new ArrayList<SourceFixture>();
    for (Path folder : folders(Fixtures.shared("models"))) {
      if (folder.endsWith(CLIPS)) {
        add(all, folder, "model_k2.h5", "float.tflite", "float_k2.tflite");
      } else {
        add(all, folder, "model_k2.h5", "float_k2.tflite", "float.tflite");
      }
      add(all, folder, "model_k3.h5", "float.tflite", "float_k2.tflite");
      add(all, folder, "model.keras", "float.tflite", "float_k2.tflite");
      add(all, folder, "ad01.h5", "float.tflite", "ad01_fp32.tflite");
      add(all, folder, "pretrainedResnet.h5", "float.tflite", "pretrainedResnet.tflite");
    }
    return all;
  }

  /** Every SavedModel and frozen graph of one input. */
  static List<SourceFixture> tensorFlow() {
    var all = new ArrayList<SourceFixture>();
    for (Path folder : folders(Fixtures.shared("models"))) {
      boolean several = folder.endsWith("multi_sig");
      for (String file :
          several
              ? List.<String>of()
              : List.of(
                  "saved_model",
                  "saved_model_k2",
                  "saved_model_b1",
                  "ref_saved_model",
                  "frozen.pb")) {
        boolean second = file.endsWith("_k2") && !folder.endsWith(CLIPS);
        add(
            all,
            folder,
            file,
            second ? "float_k2.tflite" : "float.tflite",
            second ? "float.tflite" : "float_k2.tflite");
      }
    }
    return all;
  }

  private static void add(
      List<SourceFixture> all, Path folder, String file, String official, String other) {
    if (Files.exists(folder.resolve(file))) {
      all.add(
          new SourceFixture(
              String.valueOf(folder.getFileName()),
              folder.resolve(file),
              folder.resolve(official),
              Files.exists(folder.resolve(other)) ? List.of(folder.resolve(other)) : List.of()));
    }
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All official float models of the network. */
  List<Path> officials() {
    return Stream.concat(Stream.of(official), others.stream()).toList();
  }

  /** The golden inputs, and behind them samples of the data set, as this model takes them. */
  List<Samples> samples(Model model) {
    return List.of(golden(model), data(model));
  }

  private Samples golden(Model model) {
    String folder =
        switch (name) {
          case "fmnist_lstm" -> "fmnist_lstm_k2";
          case "fmnist_mbv2_relu" -> "fmnist_mbv2"; // has none of its own; the images are the same
          default -> name;
        };
    NumpyFile inputs = NumpyFile.open(Fixtures.shared("golden/" + folder + "/inputs.npz"));
    NdArray first = inputs.read("in_0");
    int count = inputs.names().size();
    int size = Math.toIntExact(first.elements());
    var values = new float[count * size];
    for (int i = 0; i < count; i++) {
      double[] one = inputs.read("in_" + i).toDoubles();
      for (int k = 0; k < size; k++) {
        values[i * size + k] = (float) one[k];
      }
    }
    long[] shape = first.shape();
    shape[0] = count; // the batch of 1 makes room for the samples
    return Datasets.of(
        ModelInputs.of(model).main(),
        Map.of(model.main().inputs().getFirst().name(), NdArray.of(shape, values)),
        DataOptions.standard());
  }

  private Samples data(Model model) {
    boolean tiny = name.startsWith("tiny_");
    String source =
        tiny
            ? Fixtures.shared("data/" + name + ".npz") + ":test"
            : Fixtures.shared("data/fmnist_test.npz") + ":x";
    return Datasets.open(
            List.of(source), model, tiny ? DataOptions.standard() : DataOptions.normalized(0, 255))
        .first(SAMPLES)
        .parts()
        .getFirst()
        .samples();
  }
}
