package dev.octet;

import dev.octet.data.Datasets;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import dev.octet.runtime.Engine;
import dev.octet.tune.Candidate;
import dev.octet.tune.Deadline;
import dev.octet.tune.Goal;
import dev.octet.tune.Memory;
import dev.octet.tune.Metric;
import dev.octet.tune.Pulse;
import dev.octet.tune.Result;
import dev.octet.tune.Search;
import dev.octet.tune.StateFolder;
import dev.octet.tune.Trial;
import dev.octet.tune.Watcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Searches for the quantized form of a model that keeps its accuracy. */
public final class Tuner {
  private static final int SHOWN = "sha256:".length() + 16;

  private final Tuning options;
  private final TuneBench bench;

  private Tuner(Tuning options, TuneBench bench) {
    this.options = options;
    this.bench = bench;
  }

  /**
   * Reads the model, and looks at the data.
   *
   * @throws dev.octet.error.OctetException for a model or data that cannot be read or do not fit
   */
  public static Tuner open(Tuning options, Pulse pulse) {
    return new Tuner(options, new TuneBench(options, pulse));
  }

  /** What is measured. */
  public Metric metric() {
    return bench.metric();
  }

  /** On how many samples. */
  public int samples() {
    return bench.samples();
  }

  /**
   * Searches, in the memory of this process.
   *
   * @throws dev.octet.error.OctetException {@code NOT_QUANTIZABLE} if not even the recipe as it is
   *     can be carried out; others for samples and metrics
   */
  public Result search(Goal goal, Deadline deadline, Watcher watcher) {
    return search(goal, Memory.inProcess(), deadline, watcher);
  }

  /**
   * Searches, or goes on with a search, that is kept in a folder.
   *
   * @throws dev.octet.error.OctetException {@code USAGE} if the folder is that of another search;
   *     as {@link #search(Goal, Deadline, Watcher)}
   */
  public Result search(Goal goal, Path folder, Deadline deadline, Watcher watcher) {
    StateFolder state = StateFolder.open(folder, owner());
    bench.keepIn(state::file);
    return search(goal, state, deadline, watcher);
  }

  private Result search(Goal goal, Memory memory, Deadline deadline, Watcher watcher) {
    return new Search(bench, goal, memory, deadline, watcher).run();
  }

  /** What trials depend on. */
  private SortedMap<String, String> owner() {
    var owner = new TreeMap<String, String>();
    owner.put("model", shortened(Digest.of(options.model())));
    owner.put("inputs", inputs());
    owner.put("recipe", named(options.recipe()));
    owner.put("calibrate", data(options.calibrate()));
    owner.put("samples", text(options.samples()));
    owner.put("data", data(options.data()));
    List<Integer> labels = options.labels();
    owner.put("labels", labels == null ? "none" : shortened(Digest.of(labels.toString())));
    owner.put("read", options.reads().text());
    owner.put("metric", metric().name());
    owner.put("output", text(options.output()));
    owner.put("kernels", options.kernels().name());
    owner.put("runtime", Engine.version());
    return owner;
  }

  private String inputs() {
    return bench.octet().model().main().inputs().stream()
        .map(t -> t.name() + t.shape())
        .collect(Collectors.joining(" "));
  }

  private static String named(Recipe recipe) {
    return recipe.name() + " " + shortened(Digest.of(RecipeFile.print(recipe)));
  }

  private String data(List<String> sources) {
    return sources.isEmpty()
        ? "none"
        : String.join(" ", sources)
            + Datasets.files(sources, bench.signatures()).stream()
                .map(f -> " " + shortened(Digest.of(f)))
                .collect(Collectors.joining());
  }

  /** Enough to tell files apart, for people too. */
  private static String shortened(String digest) {
    return digest.substring(0, SHOWN);
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "none");
  }

  /** The recipe that makes a candidate. */
  public Recipe recipe(Candidate candidate) {
    Recipe recipe = candidate.recipe(options.recipe());
    return candidate.equals(Candidate.PLAIN) ? recipe : recipe.withName("tuned " + recipe.name());
  }

  /**
   * The model that a trial measured, to be written.
   *
   * @throws dev.octet.error.OctetException as the trial
   */
  public Outcome outcome(Trial trial, Pulse pulse) {
    return bench.build(trial.candidate(), pulse).outcome();
  }
}
