package dev.octet.rewrite;

import dev.octet.model.Model;
import java.util.List;

/**
 * A changed model and what people should know of the change.
 *
 * @param model the same one if there was nothing to change
 * @param notes a line each
 */
public record Noted(Model model, List<String> notes) {
  /** Copies the notes. */
  public Noted {
    notes = List.copyOf(notes);
  }
}
