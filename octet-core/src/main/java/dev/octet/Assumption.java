package dev.octet;

import dev.octet.calibrate.Range;
import dev.octet.calibrate.Ranges;
import dev.octet.debug.Requantizer;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.quantize.Activations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model quantized as if it had been calibrated: an activation of which nothing is known is given
 * a range of its own. What comes of it has the ops and the bytes of the calibrated model, and is
 * never to be run.
 */
final class Assumption implements Requantizer {
  private static final float HALF_WIDTH = 3;

  /** Ranges that differ are parameters that differ, and files hold equal ones once. */
  private static final float STEP = 1e-4f;

  private final Octet octet;
  private final Ranges known;
  private final Map<Tensor, Range> assumed = new HashMap<>();

  Assumption(Octet octet) {
    this.octet = octet;
    this.known = octet.withoutRanges();
    for (Graph graph : octet.model().graphs()) {
      for (Tensor tensor : graph.tensors()) {
        float half = HALF_WIDTH + STEP * assumed.size();
        assumed.put(tensor, new Range(-half, half));
      }
    }
  }

  @Override
  public Plan plan(Recipe recipe) {
    return octet.plan(
        recipe,
        t -> {
          OptionalDouble width = known.width(t);
          return width.isPresent() || t.isConstant()
              ? width
              : OptionalDouble.of((double) range(t).max() - range(t).min());
        });
  }

  @Override
  public Model quantize(Plan plan) {
    return octet.quantize(
        plan,
        new Activations() {
          @Override
          public Optional<Range> range(Tensor tensor) {
            return known
                .of(tensor)
                .or(
                    () ->
                        tensor.isConstant()
                            ? Optional.empty()
                            : Optional.of(Assumption.this.range(tensor)));
          }

          @Override
          public Optional<PerTensor> parameters(Tensor tensor, ElementType type) {
            return known.parameters(tensor, type);
          }
        });
  }

  private Range range(Tensor tensor) {
    return assumed.getOrDefault(tensor, new Range(-HALF_WIDTH, HALF_WIDTH));
  }
}
