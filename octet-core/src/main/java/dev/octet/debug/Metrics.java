package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.DifferenceMetric;
import dev.octet.evaluate.MetricPlugins;
import dev.octet.evaluate.MetricProvider;
import dev.octet.evaluate.ModelMetric;
import dev.octet.evaluate.OutputMetric;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Metrics by name.
 *
 * <p>A name means the metric of layers, or where there is none the one of the models' outputs;
 * {@code model:NAME} means the latter always.
 *
 * @param differences of a layer's error
 * @param outputs of a layer's two outputs
 * @param models of the models' outputs
 */
public record Metrics(
    Map<String, DifferenceMetric> differences,
    Map<String, OutputMetric> outputs,
    Map<String, ModelMetric> models) {
  private static final String MODEL = "model:";

  /**
   * Copies the maps.
   *
   * @throws OctetException {@code PLUGIN} if two metrics of layers have one name
   */
  public Metrics {
    differences = Collections.unmodifiableMap(new TreeMap<>(differences));
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
    models = Collections.unmodifiableMap(new TreeMap<>(models));
    requireOther(differences.keySet(), outputs.keySet());
  }

  /** Those that Octet has. */
  public static Metrics builtIn() {
    return new Metrics(
        Map.of("mean_abs_error", Figures::meanAbsolute, "rmse", Figures::rms),
        Map.of(
            "correlation", real(Figures::correlation),
            "cosine", real(Figures::cosine),
            "kl", real(Figures::divergence),
            "max_relative_error", real(Figures::maxRelative),
            "psnr", real(Figures::psnr),
            "sqnr_db", real(Figures::sqnr)),
        Map.of(
            "argmax_agreement",
            each((a, b) -> Figures.largest(a) == Figures.largest(b) ? 1.0 : 0.0),
            "correlation",
            each(Figures::correlation),
            "cosine",
            each(Figures::cosine),
            "kl",
            each(Figures::divergence),
            "max_relative_error",
            each(Figures::maxRelative),
            "mse",
            each(Figures::mse),
            "psnr",
            each(Figures::psnr),
            "sqnr_db",
            each(Figures::sqnr)));
  }

  /**
   * The built-in ones and those of jars.
   *
   * @throws OctetException as {@link MetricPlugins#load}, and {@code PLUGIN} for a name that is
   *     taken
   */
  public static Metrics with(List<Path> jars) {
    Metrics all = builtIn();
    for (MetricPlugins.Plugin plugin : MetricPlugins.load(jars)) {
      for (MetricProvider provider : plugin.providers()) {
        Metrics before = all;
        all = MetricPlugins.inJar(plugin.jar(), () -> before.with(provider));
      }
    }
    return all;
  }

  /** A figure of the values that integers stand for. */
  private static OutputMetric real(ToDoubleBiFunction<float[], float[]> figure) {
    return (reference, quantized, scale, zeroPoint) -> {
      var values = new float[quantized.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((quantized[i] - zeroPoint) * scale);
      }
      return figure.applyAsDouble(reference, values);
    };
  }

  /** The mean of a figure over the outputs for which it is a number. */
  private static ModelMetric each(ToDoubleBiFunction<float[], float[]> figure) {
    return (reference, quantized) -> {
      var mean = new Mean();
      for (int i = 0; i < reference.size(); i++) {
        mean.add(figure.applyAsDouble(reference.get(i), quantized.get(i)));
      }
      return mean.value();
    };
  }

  /**
   * This and the metrics of a provider.
   *
   * @throws OctetException {@code PLUGIN} if it has no name, or one that is taken
   */
  public Metrics with(MetricProvider provider) {
    return new Metrics(
        both(differences, provider.differenceMetrics()),
        both(outputs, provider.outputMetrics()),
        both(models, provider.modelMetrics()));
  }

  private static <M> Map<String, M> both(Map<String, M> first, Map<String, M> second) {
    requireOther(first.keySet(), second.keySet());
    var all = new TreeMap<>(first);
    second.forEach((name, metric) -> all.put(usable(name), metric));
    return all;
  }

  private static String usable(String name) {
    if (name.isBlank() || name.contains(",") || name.contains(":") || !name.strip().equals(name)) {
      throw new OctetException(ErrorCode.PLUGIN, "'%s' cannot name a metric".formatted(name))
          .advise("use a name without comma, colon and spaces around it");
    }
    return name;
  }

  private static void requireOther(Set<String> names, Set<String> others) {
    for (String name : others) {
      if (names.contains(name)) {
        throw new OctetException(ErrorCode.PLUGIN, "there are two metrics called '" + name + "'")
            .advise("give one of them another name");
      }
    }
  }

  /**
   * The metric of the models' outputs of this name, with or without {@code model:} before it.
   *
   * @throws OctetException {@code USAGE} if there is none
   */
  public ModelMetric model(String name) {
    ModelMetric metric = models.get(bare(name));
    if (metric == null) {
      throw unknown(name);
    }
    return metric;
  }

  private static String bare(String name) {
    return name.startsWith(MODEL) ? name.substring(MODEL.length()) : name;
  }

  /**
   * Options with the metrics of these names added.
   *
   * @throws OctetException {@code USAGE} for a name that is unknown or given twice
   */
  public DebugOptions addTo(DebugOptions options, List<String> names) {
    var seen = new HashSet<String>();
    DebugOptions result = options;
    for (String name : names) {
      result = addTo(result, name);
      if (!seen.add(isOfLayers(name) ? name : MODEL + bare(name))) {
        throw new OctetException(ErrorCode.USAGE, "metric '" + name + "' is asked for twice");
      }
    }
    return result;
  }

  private boolean isOfLayers(String name) {
    return differences.containsKey(name) || outputs.containsKey(name);
  }

  private DebugOptions addTo(DebugOptions options, String name) {
    @Nullable DifferenceMetric difference = differences.get(name);
    if (difference != null) {
      return options.with(name, difference);
    }
    @Nullable OutputMetric output = outputs.get(name);
    return output == null ? options.with(bare(name), model(name)) : options.with(name, output);
  }

  private OctetException unknown(String name) {
    var layers = new TreeSet<>(differences.keySet());
    layers.addAll(outputs.keySet());
    return new OctetException(ErrorCode.USAGE, "there is no metric '" + name + "'")
        .advise(
            "of layers there are %s; of the models' outputs %s"
                .formatted(
                    String.join(", ", layers),
                    String.join(
                        ", ",
                        models.keySet().stream()
                            .map(n -> layers.contains(n) ? MODEL + n : n)
                            .toList())));
  }
}
