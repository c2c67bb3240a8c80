package dev.octet.tune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a search has found out so far. */
public interface Memory {
  /** The float model, if it was measured. */
  Optional<Measure> reference();

  /** Keeps what the float model is worth. */
  void keepReference(Measure measure);

  /** The trial of a candidate, if there was one. */
  Optional<Trial> trial(Candidate candidate);

  /** Keeps a trial. */
  void keep(Trial trial);

  /** The ranking of a candidate's nodes, if there was one. */
  Optional<List<String>> ranking(Candidate candidate);

  /** Keeps a ranking. */
  void keepRanking(Candidate candidate, List<String> nodes);

  /** A memory that ends with the process. */
  static Memory inProcess() {
    return new Memory() {
      private final Map<Candidate, Trial> trials = new HashMap<>();
      private final Map<Candidate, List<String>> rankings = new HashMap<>();
      private Optional<Measure> reference = Optional.empty();

      @Override
      public Optional<Measure> reference() {
        return reference;
      }

      @Override
      public void keepReference(Measure measure) {
        reference = Optional.of(measure);
      }

      @Override
      public Optional<Trial> trial(Candidate candidate) {
        return Optional.ofNullable(trials.get(candidate));
      }

      @Override
      public void keep(Trial trial) {
        trials.put(trial.candidate(), trial);
      }

      @Override
      public Optional<List<String>> ranking(Candidate candidate) {
        return Optional.ofNullable(rankings.get(candidate));
      }

      @Override
      public void keepRanking(Candidate candidate, List<String> nodes) {
        rankings.put(candidate, List.copyOf(nodes));
      }
    };
  }
}
