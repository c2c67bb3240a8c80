package dev.octet.acceptance;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.LabelsFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A float model of the larger collection with its data, calibrated as the official files were.
 *
 * @param name of its folder
 * @param octet the model
 * @param ranges of all calibration samples
 */
record Subject(String name, Octet octet, Ranges ranges) {
  static final List<String> NAMES =
      List.of("fmnist_cnn", "fmnist_mbv2", "tiny_resnet", "tiny_ad01", "tiny_kws");

  private static final int THREADS = 2;

  static Subject load(String name) {
    var octet = Octet.load(Fixtures.shared("models/" + name + "/float.tflite"));
    String source =
        isTiny(name)
            ? Fixtures.shared("data/" + name + ".npz") + ":calib"
            : Fixtures.shared("data/fmnist_calib.npz") + ":x";
    var data = Datasets.open(List.of(source), octet.model(), reading(name));
    return new Subject(name, octet, octet.calibrate(data, THREADS, _ -> {}));
  }

  /** Whether there are no labels, so that outputs are compared, not accuracy. */
  boolean isTiny() {
    return isTiny(name);
  }

  private static boolean isTiny(String name) {
    return name.startsWith("tiny_");
  }

  /** The samples to measure on: all there are. */
  List<String> test() {
    return isTiny()
        ? List.of(
            Fixtures.shared("data/" + name + ".npz") + ":test",
            Fixtures.shared("data/" + name + ".npz") + ":calib")
        : List.of(Fixtures.shared("data/fmnist_test.npz") + ":x");
  }

  int @Nullable [] labels() {
    return isTiny()
        ? null
        : LabelsFile.read(Fixtures.shared("data/fmnist_test.npz") + ":y", null).requireClasses();
  }

  DataOptions reading() {
    return reading(name);
  }

  private static DataOptions reading(String name) {
    return isTiny(name) ? DataOptions.standard() : DataOptions.normalized(0, 255);
  }

  /** Writes Octet's model of that kind. */
  Path quantize(Peer peer, Path folder) {
    Path file = folder.resolve(name + "-" + peer.name() + ".tflite");
    octet.quantize(peer.recipe(), ranges).write(file, Verification.RUN, THREADS);
    return file;
  }
}
