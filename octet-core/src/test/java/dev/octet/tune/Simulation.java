package dev.octet.tune;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Improvement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model whose accuracy is a sum: each node costs something in int8, a tenth of it in int16 and
 * nothing in float; improvements take part of it all away. Time goes by a second for each trial.
 */
class Simulation implements Workbench {
  private final Map<String, Double> damage = new LinkedHashMap<>();
  private final Map<Improvement, Double> gains = new EnumMap<>(Improvement.class);
  private final List<String> held = new ArrayList<>();
  private final List<String> withoutInt16 = new ArrayList<>();
  private List<Choice> choices = List.of(Choice.values());
  private int measured;
  private int killAfter = Integer.MAX_VALUE;
  private long now;

  /** As if the process had been ended. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  Simulation node(String name, double cost) {
    damage.put(name, cost);
    return this;
  }

  Simulation nodes(int count, double cost) {
    for (int i = 0; i < count; i++) {
      node("n" + damage.size(), cost);
    }
    return this;
  }

  /** A node that stays float unless a rule names it. */
  Simulation held(String name, double cost) {
    held.add(name);
    return node(name, cost);
  }

  Simulation withoutInt16(String name) {
    withoutInt16.add(name);
    return this;
  }

  Simulation gain(Improvement improvement, double part) {
    gains.put(improvement, part);
    return this;
  }

  Simulation allowing(Choice... allowed) {
    choices = List.of(allowed);
    return this;
  }

  Simulation killedAfter(int trials) {
    killAfter = trials;
    return this;
  }

  /** How many models were run. */
  int measured() {
    return measured;
  }

  long now() {
    return now;
  }

  @Override
  public Measure reference(Pulse pulse) {
    return new Measure(0.9, 0, 0, Double.POSITIVE_INFINITY, 4000, 2, 0, "float");
  }

  @Override
  public List<Improvement> improvements() {
    return List.copyOf(gains.keySet());
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public Built build(Candidate candidate, Pulse pulse) {
    if (candidate.improvements().contains(Improvement.ENTROPY_RANGES)) {
      throw new OctetException(ErrorCode.NOT_QUANTIZABLE, "no entropy here");
    }
    return new Model(candidate);
  }

  @Override
  public List<String> ranking(Candidate candidate, Pulse pulse) {
    return damage.keySet().stream()
        .filter(n -> !held.contains(n))
        .sorted(Comparator.comparingDouble((String n) -> -damage.getOrDefault(n, 0.0)))
        .toList();
  }

  private final class Model implements Built {
    private final Candidate candidate;
    private final Map<String, Choice> forms = new TreeMap<>();

    Model(Candidate candidate) {
      this.candidate = candidate;
      for (String node : damage.keySet()) {
        Choice usual = held.contains(node) ? Choice.FLOAT : Choice.INT8;
        Choice choice = candidate.choices().getOrDefault(node, usual);
        boolean possible = choice != Choice.INT16X8 || !withoutInt16.contains(node);
        forms.put(node, possible ? choice : Choice.FLOAT);
      }
    }

    @Override
    public String model() {
      return forms + "" + left();
    }

    private double left() {
      double left = 1;
      for (Improvement improvement : candidate.improvements()) {
        left *= 1 - gains.getOrDefault(improvement, 0.0);
      }
      return left;
    }

    private List<String> integerNodes() {
      return forms.keySet().stream().filter(n -> forms.get(n) != Choice.FLOAT).toList();
    }

    @Override
    public List<String> heldFloat() {
      return held.stream().filter(n -> forms.get(n) == Choice.FLOAT).toList();
    }

    @Override
    public Measure measure(Pulse pulse) {
      if (++measured > killAfter) {
        throw new Killed();
      }
      pulse.beat("evaluating", 0, 1);
      now += Duration.ofSeconds(1).toNanos();
      pulse.beat("evaluating", 1, 1);
      double drop = 0;
      long bytes = 1000;
      double latency = 1;
      for (var form : forms.entrySet()) {
        double cost = damage.getOrDefault(form.getKey(), 0.0) * left();
        switch (form.getValue()) {
          case INT8 -> drop += cost;
          case INT16X8 -> {
            drop += cost / 10;
            bytes += 10;
            latency += 0.5;
          }
          case FLOAT -> {
            bytes += 100;
            latency += 0.1;
          }
        }
      }
      double integers = integerNodes().size() / (double) forms.size();
      return new Measure(
          0.9 - drop, drop, 0.001, 40 - 100 * drop, bytes, latency, integers, model());
    }
  }
}
