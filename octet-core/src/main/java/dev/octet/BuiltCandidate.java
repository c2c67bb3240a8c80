package dev.octet;

import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Node;
import dev.octet.plan.Decision;
import dev.octet.plan.NodeNames;
import dev.octet.plan.Plan;
import dev.octet.plan.Reason;
import dev.octet.plan.Scheme;
import dev.octet.tune.Candidate;
import dev.octet.tune.Measure;
import dev.octet.tune.Pulse;
import dev.octet.tune.Workbench;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/** A candidate as a model in memory. */
final class BuiltCandidate implements Workbench.Built {
  private final TuneBench bench;
  private final Candidate candidate;
  private final Outcome outcome;
  private final MemorySegment bytes;
  private final String digest;

  BuiltCandidate(TuneBench bench, Candidate candidate, Outcome outcome) {
    this.bench = bench;
    this.candidate = candidate;
    this.outcome = outcome;
    this.bytes = Tflite.bytes(outcome.model());
    this.digest = Digest.of(bytes);
  }

  Outcome outcome() {
    return outcome;
  }

  @Override
  public String model() {
    return digest;
  }

  @Override
  public List<String> heldFloat() {
    Plan plan = outcome.plan();
    var names = new NodeNames(plan.model());
    return nodes()
        .filter(n -> plan.of(n).scheme() instanceof Scheme.KeepFloat)
        .filter(n -> plan.of(n).reason().code() == Reason.Code.CONDITION)
        .map(names::pattern)
        .filter(e -> !candidate.choices().containsKey(e))
        .distinct()
        .toList();
  }

  @Override
  public Measure measure(Pulse pulse) {
    String where = outcome.source().toString();
    var verified = new VerifiedModel(outcome.source(), Tflite.read(bytes, where), bytes);
    return bench.measure(verified, integerShare(), digest, pulse);
  }

  /** Of the nodes that have floats in the float model, the part that compute in integers. */
  private double integerShare() {
    Plan plan = outcome.plan();
    long all = nodes().filter(n -> !(plan.of(n).scheme() instanceof Scheme.Unaffected)).count();
    long integer = nodes().map(plan::of).filter(Decision::isInteger).count();
    return all == 0 ? 0 : integer / (double) all;
  }

  private Stream<Node> nodes() {
    return outcome.plan().model().graphs().stream().flatMap(g -> g.nodes().stream());
  }
}
