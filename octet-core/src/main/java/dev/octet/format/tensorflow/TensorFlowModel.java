package dev.octet.format.tensorflow;

import dev.octet.model.Model;
import java.util.List;

/**
 * A model of TensorFlow as it was read.
 *
 * @param form how it was stored
 * @param version of TensorFlow, such as 2.20.0; empty where the file does not say
 * @param model what it computes, in LiteRT's ops
 * @param notes what was decided for the user, a line each
 */
public record TensorFlowModel(Form form, String version, Model model, List<String> notes) {
  /** Copies the notes. */
  public TensorFlowModel {
    notes = List.copyOf(notes);
  }

  /** How a model is stored. */
  public enum Form {
    /** A folder with a graph and its variables. */
    SAVED_MODEL,
    /** A file with a graph whose variables are constants. */
    FROZEN_GRAPH
  }
}
