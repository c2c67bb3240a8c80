package dev.octet;

import dev.octet.calibrate.Ranges;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.OctetException;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import dev.octet.tune.Pulse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The forms that improvements give a float model, and the ranges of their activations: each made
 * when it is needed, and kept, a few of them.
 */
final class CalibratedModels {
  private static final int MOST_MODELS = 3;
  private static final int MOST_RANGES = 16;

  private final Octet octet;
  private final Tuning options;
  private final Map<Set<Improvement>, Octet> models = least(MOST_MODELS);
  private final Map<String, Ranges> ranges = least(MOST_RANGES);
  private @Nullable Function<String, Path> files;

  /** A model that is ready to be quantized. */
  record Calibrated(Octet octet, Ranges ranges) {}

  CalibratedModels(Octet octet, Tuning options) {
    this.octet = octet;
    this.options = options;
  }

  private static <K, V> Map<K, V> least(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** Keeps ranges in files from now on, and takes those that are there. */
  void keepIn(Function<String, Path> folder) {
    files = folder;
  }

  /** What a recipe needs. */
  Calibrated of(Recipe recipe, Pulse pulse) {
    Octet improved = improved(recipe, pulse);
    if (options.calibrate().isEmpty() || !recipe.needsRanges()) {
      return new Calibrated(improved, improved.withoutRanges());
    }
    String key = key(recipe);
    Ranges known = ranges.get(key);
    // equal recipes may have met another form of the model in between
    if (known == null || !known.model().equals(improved.model())) {
      known = ranges(improved, recipe, key, pulse);
      ranges.put(key, known);
    }
    return new Calibrated(improved, known);
  }

  private Octet improved(Recipe recipe, Pulse pulse) {
    Set<Improvement> key = new TreeSet<>(recipe.improvements());
    key.removeIf(i -> !i.rewritesModel() && !i.needsLayerInputs());
    Octet known = models.get(key);
    if (known == null) {
      RepresentativeDataset data = options.calibrate().isEmpty() ? null : data(octet);
      long all = data == null ? Pulse.UNKNOWN : data.size();
      known =
          octet.improved(
              recipe, data, options.threads(), done -> pulse.beat("improving", done, all));
      models.put(key, known);
    }
    return known;
  }

  private Ranges ranges(Octet improved, Recipe recipe, String key, Pulse pulse) {
    Path file = files == null ? null : files.apply("ranges-" + key + ".json");
    if (file != null && Files.exists(file)) {
      try {
        return improved.readRanges(file);
      } catch (OctetException e) {
        // broken: they are found anew
      }
    }
    RepresentativeDataset data = data(improved);
    Ranges found =
        improved.calibrate(
            recipe, data, options.threads(), done -> pulse.beat("calibrating", done, data.size()));
    if (file != null) {
      improved.saveRanges(found, file);
    }
    return found;
  }

  /** Ranges depend on the float model, and, where rules name observers, on these. */
  private static String key(Recipe recipe) {
    String model = Improvement.texts(recipe.modelImprovements());
    String methods = recipe.namesObservers() ? RecipeFile.print(recipe) : "";
    return Digest.of(model + "\n" + methods).substring("sha256:".length()).substring(0, 24);
  }

  private RepresentativeDataset data(Octet form) {
    List<String> sources = options.calibrate();
    RepresentativeDataset all = Datasets.open(sources, form.model(), options.reads());
    @Nullable Integer limit = options.samples();
    return limit == null ? all : all.first(limit);
  }
}
