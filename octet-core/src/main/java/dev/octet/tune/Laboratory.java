package dev.octet.tune;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.tune.Step.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tries candidates: each one once, and each model once, also if several candidates make it. */
final class Laboratory {
  /** What is the candidate's fault, not that of the samples or the machine. */
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(
          ErrorCode.NOT_QUANTIZABLE,
          ErrorCode.USAGE,
          ErrorCode.RUNTIME,
          ErrorCode.UNSUPPORTED_MODEL,
          ErrorCode.MALFORMED_MODEL,
          ErrorCode.MODEL_TOO_LARGE);

  private final Workbench bench;
  private final Memory memory;
  private final Deadline deadline;
  private final Watcher watcher;
  private final double maxDrop;
  private final Map<String, Measure> models = new HashMap<>();
  private final Set<Candidate> seen = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();

  Laboratory(Workbench bench, Memory memory, Deadline deadline, Watcher watcher, double maxDrop) {
    this.bench = bench;
    this.memory = memory;
    this.deadline = deadline;
    this.watcher = watcher;
    this.maxDrop = maxDrop;
  }

  /** What the float model is worth. */
  Measure reference() {
    Optional<Measure> known = memory.reference();
    Measure measure = known.orElseGet(() -> bench.reference(pulse()));
    if (known.isEmpty()) {
      memory.keepReference(measure);
    }
    watcher.reference(measure);
    return measure;
  }

  /**
   * Tries a candidate. One that was tried before in this search is no step of it again.
   *
   * @param what says it in a few words
   * @param before what it is to be compared with
   */
  Trial test(String what, Candidate candidate, @Nullable Trial before) {
    Optional<Trial> known = memory.trial(candidate);
    if (!seen.add(candidate) && known.isPresent()) {
      return known.get();
    }
    if (known.isEmpty()) {
      deadline.check();
      watcher.trying(what);
    }
    Trial trial = known.orElseGet(() -> tried(candidate));
    Measure measure = trial.measure();
    if (measure != null) {
      models.putIfAbsent(measure.model(), measure);
    }
    var step = new Step(what, trial, before, verdict(trial, before), known.isPresent());
    steps.add(step);
    watcher.step(step);
    return trial;
  }

  private Trial tried(Candidate candidate) {
    Duration start = deadline.elapsed();
    Trial trial;
    try {
      Measure measure = measure(candidate);
      trial = Trial.measured(candidate, measure, deadline.elapsed().minus(start));
    } catch (OctetException e) {
      if (!REFUSALS.contains(e.code())) {
        throw e;
      }
      trial =
          Trial.failed(candidate, String.valueOf(e.getMessage()), deadline.elapsed().minus(start));
    }
    memory.keep(trial);
    return trial;
  }

  private Measure measure(Candidate candidate) {
    Workbench.Built built = bench.build(candidate, pulse());
    Measure known = models.get(built.model());
    return known != null ? known : built.measure(pulse());
  }

  private Verdict verdict(Trial trial, @Nullable Trial before) {
    if (trial.measure() == null) {
      return Verdict.FAILED;
    }
    if (before != null && isSame(trial, before)) {
      return Verdict.SAME;
    }
    return isWithin(trial)
        ? Verdict.WITHIN
        : before == null || trial.beats(before) ? Verdict.KEPT : Verdict.LEFT;
  }

  /** Whether both are the same model. */
  static boolean isSame(Trial one, Trial other) {
    Measure a = one.measure();
    Measure b = other.measure();
    return a != null && b != null && a.model().equals(b.model());
  }

  boolean isWithin(Trial trial) {
    return trial.isWithin(maxDrop);
  }

  /** The nodes of a candidate that compute in integers, the one first that costs most. */
  List<String> ranking(Candidate candidate) {
    Optional<List<String>> known = memory.ranking(candidate);
    if (known.isPresent()) {
      return known.get();
    }
    deadline.check();
    watcher.trying("ranking ops by what they cost");
    List<String> ranking = List.copyOf(bench.ranking(candidate, pulse()));
    memory.keepRanking(candidate, ranking);
    return ranking;
  }

  /** The candidate built once more, to look at. */
  Workbench.Built built(Candidate candidate) {
    deadline.check();
    return bench.build(candidate, pulse());
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  private Pulse pulse() {
    return (stage, done, total) -> {
      deadline.check();
      watcher.beat(stage, done, total);
    };
  }
}
