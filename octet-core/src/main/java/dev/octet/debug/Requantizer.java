package dev.octet.debug;

import dev.octet.model.Model;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;

/** A calibrated model that is quantized again and again, by other recipes. Any thread may ask. */
public interface Requantizer {
  /** What each op of the float model would get. */
  Plan plan(Recipe recipe);

  /** The float model quantized by a plan of {@link #plan}. */
  Model quantize(Plan plan);
}
