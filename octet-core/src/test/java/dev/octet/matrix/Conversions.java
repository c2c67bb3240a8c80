package dev.octet.matrix;

import dev.octet.error.OctetException;
import dev.octet.model.Model;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Converts what must be refused, and what must not crash. */
public final class Conversions {
  private Conversions() {}

  /**
   * Converts a file that must be refused.
   *
   * @param name what the refusal must name
   * @param file the file, whose own name says what is in it
   */
  public static Outcome expect(String name, Path file, Supplier<Model> conversion) {
    try {
      Model model = conversion.get();
      return new Outcome.Wrong("it was not refused: " + model.main().nodes());
    } catch (OctetException e) {
      String said = (e.where() + ": " + e.what()).replace(file.toString(), "");
      if (!said.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
        return new Outcome.Wrong("the refusal does not name %s: %s".formatted(name, said));
      }
      return e.advice().isEmpty()
          ? new Outcome.Wrong("the refusal says not what to do: " + said)
          : new Outcome.Refused(e.what());
    }
  }

  /** What became of a case, where an error of the program is one, too. */
  public static Outcome guarded(Supplier<Outcome> run) {
    try {
      return run.get();
    } catch (OctetException e) {
      return new Outcome.Wrong("it was refused: " + e.getMessage());
    } catch (RuntimeException e) {
      String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      return new Outcome.Wrong("it came to a crash: " + e + at);
    }
  }
}
