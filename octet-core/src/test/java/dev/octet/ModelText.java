package dev.octet;

import dev.octet.model.Model;
import dev.octet.model.Text;

/** Models as the tests of graphs write them down. */
public final class ModelText {
  private ModelText() {}

  /** The text form without metadata, which says which runtime a model needs. */
  public static String graphs(Model model) {
    return Text.print(model).replaceAll("(?m)^metadata.*\\R", "");
  }
}
