package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.existing.Existing;
import dev.octet.model.Constant;
import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Reason;
import dev.octet.plan.Recipe;
import dev.octet.plan.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;

/** Carries out plans. */
public final class Quantizer {
  private final OpTable table;
  private final RuntimeVersions versions;

  /** A quantizer that knows these ops. */
  public Quantizer(OpTable table, RuntimeVersions versions) {
    this.table = table;
    this.versions = versions;
  }

  /**
   * A quantized model.
   *
   * @param model the result
   * @param notes what was done beyond the plan, for people
   */
  public record Quantized(Model model, List<String> notes) {
    /** Copies the notes. */
    public Quantized {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Carries a plan out.
   *
   * @param ranges of activations; asked for those that the plan makes integer
   * @throws OctetException {@code NOT_QUANTIZABLE} if the recipe is integer-only and the plan keeps
   *     a node float, naming each and why
   */
  public Quantized quantize(Plan plan, Function<Tensor, Optional<Range>> ranges) {
    return quantize(plan, ranges::apply, Existing.none());
  }

  /**
   * Carries a plan out on a model that was quantized in part before.
   *
   * @param activations what is known of those that the plan makes integer
   * @param existing what the model's own quantization says of its constants
   * @throws OctetException as {@link #quantize(Plan, Function)}
   */
  public Quantized quantize(Plan plan, Activations activations, Existing existing) {
    return quantize(plan, activations, existing, Adjustments.none());
  }

  /**
   * The same with weights and biases made to cost less accuracy.
   *
   * @throws OctetException as {@link #quantize(Plan, Function)}
   */
  public Quantized quantize(
      Plan plan, Activations activations, Existing existing, Adjustments adjustments) {
    if (plan.recipe().strict()) {
      requireIntegers(plan);
    }
    Model model = plan.model();
    requireFloatInterface(plan);
    var done = new AdjustmentNotes(adjustments);
    var constants = new Constants(existing, adjustments, done);
    var biases = new BiasCorrection(adjustments, done);
    var notes = new ArrayList<String>();
    var graphs = new ArrayList<Graph>();
    var carried = new Carried(plan, activations::range);
    for (int g = 0; g < model.graphs().size(); g++) {
      graphs.add(
          new GraphQuantizer(
                  plan, table, g, carried, activations, existing, constants, biases, notes::add)
              .quantize());
    }
    notes.addAll(done.lines());
    return new Quantized(withMetadata(model.withGraphs(graphs), plan.recipe()), notes);
  }

  /** A graph that users run and a loop runs, too, has inputs and outputs that suit both. */
  private static void requireFloatInterface(Plan plan) {
    Recipe recipe = plan.recipe();
    if (recipe.inputType() == ElementType.FLOAT32 && recipe.outputType() == ElementType.FLOAT32) {
      return;
    }
    Model model = plan.model();
    for (int g : model.entries()) {
      boolean runs =
          model.graphs().stream()
              .flatMap(graph -> graph.nodes().stream())
              .anyMatch(n -> ControlFlow.graphs(n).contains(g));
      if (runs) {
        throw new OctetException(
                ErrorCode.NOT_QUANTIZABLE,
                "graph '%s' cannot have integer inputs or outputs: a loop or a branch runs it, too"
                    .formatted(model.graphs().get(g).name()))
            .advise("keep the interface float32");
      }
    }
  }

  private static void requireIntegers(Plan plan) {
    List<Node> kept = plan.keptFloat();
    if (kept.isEmpty()) {
      return;
    }
    var namesByReason = new LinkedHashMap<String, List<String>>();
    for (Node node : kept) {
      String reason = plan.of(node).reason().text();
      namesByReason
          .computeIfAbsent(reason, _ -> new ArrayList<>())
          .add("%s '%s'".formatted(node.op(), name(node)));
    }
    var parts = new StringJoiner("; ");
    namesByReason.forEach((reason, names) -> parts.add(String.join(", ", names) + ": " + reason));
    boolean lacksRanges =
        kept.stream().anyMatch(n -> plan.of(n).reason().code() == Reason.Code.NO_RANGE);
    String fallback =
        Mode.of(plan.recipe().name())
            .map(m -> "--mode " + m.text().replace("-only", "") + " leaves them float")
            .orElse("a recipe with \"strict\": false leaves them float");
    throw new OctetException(
            ErrorCode.NOT_QUANTIZABLE,
            "%d %s no integer form (%s)"
                .formatted(kept.size(), kept.size() == 1 ? "op has" : "ops have", parts))
        .advise((lacksRanges ? "calibrate it with samples, or " : "") + fallback);
  }

  /** The first of the names that a converter joined. */
  private static String name(Node node) {
    return node.outputs().isEmpty() ? "" : node.output(0).name().split(";", 2)[0];
  }

  private Model withMetadata(Model model, Recipe recipe) {
    Model result = versions.record(model);
    return recipe.kinds().contains(Treatment.Kind.FLOAT16)
        ? result.withMetadata(
            "reduced_precision_support",
            Constant.of("fp16accfp32".getBytes(StandardCharsets.US_ASCII)))
        : result;
  }
}
