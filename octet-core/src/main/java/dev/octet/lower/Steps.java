package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.List;

/**
 * What a recurrent layer gives.
 *
 * @param output of all steps {@code [batch, time, units]}, or of the last one {@code [batch,
 *     units]}
 * @param states after the last step, {@code [batch, units]} each
 */
public record Steps(Tensor output, List<Tensor> states) {
  /** Copies the list. */
  public Steps {
    states = List.copyOf(states);
  }
}
