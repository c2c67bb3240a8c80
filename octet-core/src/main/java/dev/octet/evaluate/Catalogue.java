package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.error.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that there are, by name. */
public final class Catalogue {
  /** What has no number of its own: the confusion matrix, and the figures of each class. */
  public static final List<String> VIEWS = List.of("confusion", "per_class");

  private static final Pattern TOP = Pattern.compile("top([1-9][0-9]{0,5})");

  private final Map<String, Gauge> gauges;

  private Catalogue(Map<String, Gauge> gauges) {
    this.gauges = gauges;
  }

  /**
   * Octet's own and those of plugins.
   *
   * @throws OctetException {@code PLUGIN} for a plugin's metric with a name that is taken, or none
   */
  public static Catalogue of(List<MetricPlugins.Plugin> plugins) {
    return of(plugins, Double.NaN);
  }

  /** Those with a range of values for {@code psnr} and {@code ssim}. */
  static Catalogue of(List<MetricPlugins.Plugin> plugins, double maxVal) {
    var gauges = new LinkedHashMap<String, Gauge>();
    var all = new ArrayList<Gauge>(Likenesses.ALL);
    all.addAll(Errors.all(maxVal));
    all.addAll(Classifications.OF_CONFUSION);
    all.forEach(g -> gauges.put(g.name(), g));
    for (MetricPlugins.Plugin plugin : plugins) {
      MetricPlugins.inJar(plugin.jar(), () -> add(plugin, gauges));
    }
    return new Catalogue(gauges);
  }

  private static Path add(MetricPlugins.Plugin plugin, Map<String, Gauge> gauges) {
    for (MetricProvider provider : plugin.providers()) {
      new TreeMap<>(provider.sampleMetrics())
          .forEach((name, metric) -> put(gauges, name, PluginGauges.of(name, metric)));
      new TreeMap<>(provider.modelMetrics())
          .forEach((name, metric) -> put(gauges, name, PluginGauges.of(name, metric)));
    }
    return plugin.jar();
  }

  private static void put(Map<String, Gauge> gauges, String name, Gauge gauge) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new OctetException(ErrorCode.PLUGIN, "'%s' cannot name a metric".formatted(name))
          .advise("use a letter, then letters, digits and underscores");
    }
    if (TOP.matcher(name).matches() || VIEWS.contains(name) || gauges.containsKey(name)) {
      throw new OctetException(ErrorCode.PLUGIN, "there are two metrics called '" + name + "'")
          .advise("give one of them another name");
    }
    gauges.put(name, gauge);
  }

  /** All names; {@code topN} stands for those of any number. */
  public List<String> names() {
    var names = new ArrayList<String>();
    names.add("top1");
    names.add("topN");
    names.addAll(gauges.keySet());
    names.addAll(VIEWS);
    return names;
  }

  /** Whether there is a metric of this name that has a number. */
  public boolean hasNumber(String name) {
    return TOP.matcher(name).matches() || gauges.containsKey(name);
  }

  /** Whether a metric is one of outputs against the first model's, and nothing else. */
  boolean comparesWithFirst(String name) {
    Gauge gauge = gauges.get(name);
    return gauge != null && gauge.against() == Gauge.Against.FIRST;
  }

  /** How a metric is measured. */
  Gauge find(String name) {
    Matcher top = TOP.matcher(name);
    if (top.matches()) {
      return Classifications.top(Integer.parseInt(top.group(1)));
    }
    Gauge gauge = gauges.get(name);
    if (gauge == null) {
      throw unknown(name);
    }
    return gauge;
  }

  /**
   * Checks names.
   *
   * @throws OctetException {@code USAGE} for one that there is no metric of, or that comes twice
   */
  public void require(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!hasNumber(name) && !VIEWS.contains(name)) {
        throw unknown(name);
      }
      if (names.indexOf(name) < i) {
        throw new OctetException(ErrorCode.USAGE, "metric '" + name + "' is asked for twice");
      }
    }
  }

  private OctetException unknown(String name) {
    String near = Spelling.nearest(name, names());
    return new OctetException(ErrorCode.USAGE, "there is no metric '" + name + "'")
        .advise(
            (near == null ? "" : "did you mean " + near + "? ")
                + "there are "
                + String.join(", ", names()));
  }
}
