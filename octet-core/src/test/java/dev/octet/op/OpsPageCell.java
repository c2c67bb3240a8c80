package dev.octet.op;

import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.plan.Decision;
import dev.octet.plan.Reason;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import dev.octet.plan.WeightFormat;
import dev.octet.runtime.KernelSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One cell of the page: an op in a mode. */
final class OpsPageCell {
  private OpsPageCell() {}

  static String of(List<Subject> subjects, Recipe recipe) {
    var quantized = new LinkedHashSet<String>();
    var kept = new LinkedHashSet<String>();
    for (Subject subject : subjects) {
      Decision decision = subject.decision(recipe);
      String text = text(subject, recipe, decision);
      if (decision.scheme() instanceof Scheme.KeepFloat) {
        kept.add(text);
      } else {
        quantized.add(text);
      }
    }
    kept.remove("");
    var all = new ArrayList<>(quantized);
    all.addAll(kept);
    return all.isEmpty() ? "–" : String.join("; ", all);
  }

  private static String text(Subject subject, Recipe recipe, Decision decision) {
    return switch (decision.scheme()) {
      case Scheme.Unaffected _ -> "any type";
      case Scheme.KeepFloat _ -> kept(subject, recipe, decision.reason());
      case Scheme.Float16Weights _ -> "float16";
      case Scheme.WeightOnly(WeightFormat weights) -> bits(weights) + "weights";
      case Scheme.DynamicRange(WeightFormat weights) ->
          bits(weights) + "hybrid " + version(subject, recipe);
      case Scheme.FullInteger(ElementType type, _) ->
          "integer "
              + subject
                  .row()
                  .substitute(type)
                  .map(s -> s.text() + marks(subject, recipe))
                  .orElseGet(() -> version(subject, recipe));
    };
  }

  private static String bits(WeightFormat weights) {
    return weights.bits() == WeightFormat.INT8.bits() ? "" : "int" + weights.bits() + " ";
  }

  private static String kept(Subject subject, Recipe recipe, Reason reason) {
    return switch (reason.code()) {
      case NOTHING_TO_DO, TOO_SMALL -> "";
      case NO_KERNEL ->
          subject.row().whyFloat().containsKey(recipe.kinds().iterator().next().activationType())
              ? "float: " + reason.text()
              : "float: no kernel";
      case ASKED_FOR, ADAPTED, DENIED, CONDITION, NO_RANGE, BETWEEN_FLOATS ->
          "float: " + reason.text();
    };
  }

  private static String version(Subject subject, Recipe recipe) {
    String op = subject.opCase.op();
    int version =
        subject.quantized(recipe).main().nodes().stream()
            .filter(n -> n.op().equals(op))
            .mapToInt(n -> n.operation().version())
            .findFirst()
            .orElseThrow();
    return "v" + version + marks(subject, recipe);
  }

  /** Runs it on every set of kernels; the reference kernels have known gaps. */
  private static String marks(Subject subject, Recipe recipe) {
    Model quantized = subject.quantized(recipe);
    Oracle.Expected expected = subject.expected(subject.decision(recipe).scheme());
    for (KernelSet kernels : Set.of(KernelSet.DEFAULT, KernelSet.PLAIN)) {
      requireRight(OpRun.run(quantized, kernels, subject.data.samples()), expected, subject);
    }
    try {
      var actual = OpRun.run(quantized, KernelSet.REFERENCE, subject.data.samples());
      return Deviation.of(actual, expected).worst() > 1 ? " ²" : "";
    } catch (OctetException e) {
      return " ¹";
    }
  }

  private static void requireRight(
      List<List<float[]>> actual, Oracle.Expected expected, Subject subject) {
    if (Deviation.of(actual, expected).worst() > 1) {
      throw new AssertionError(subject.opCase + " is wrong: see OpTableTest");
    }
  }
}
