package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Decides which array of a file goes to which input. */
final class ArrayBinding {
  private ArrayBinding() {}

  /**
   * The name of the array for each input.
   *
   * @param picked the arrays the user named, or none
   */
  static List<String> names(NumpyFile file, List<String> picked, List<InputSpec> inputs) {
    try {
      return picked.isEmpty()
          ? matched(file.names(), inputs)
          : picked(file.names(), picked, inputs);
    } catch (OctetException e) {
      throw e.in(file.path().toString());
    }
  }

  private static List<String> picked(
      List<String> there, List<String> picked, List<InputSpec> inputs) {
    String whole = String.join(",", picked);
    if (there.contains(whole) && inputs.size() == 1) {
      return List.of(whole); // a name may hold a comma
    }
    for (String name : picked) {
      if (!there.contains(name)) {
        throw bad("has no array '%s'; it has %s".formatted(name, String.join(", ", there)));
      }
    }
    if (picked.size() != inputs.size()) {
      throw bad("%d arrays are picked for the inputs %s".formatted(picked.size(), wanted(inputs)));
    }
    return picked;
  }

  private static List<String> matched(List<String> there, List<InputSpec> inputs) {
    var names = new ArrayList<String>();
    for (InputSpec input : inputs) {
      input.names().stream().filter(there::contains).findFirst().ifPresent(names::add);
    }
    if (names.size() == inputs.size()) {
      return names;
    }
    if (names.isEmpty() && there.size() == inputs.size()) {
      return there;
    }
    throw unmatched(there, inputs);
  }

  /** The error for arrays that do not cover the inputs. */
  static OctetException unmatched(List<String> there, List<InputSpec> inputs) {
    String has = there.isEmpty() ? "no arrays" : String.join(", ", there);
    return bad("has %s; the model wants %s".formatted(has, wanted(inputs)))
        .advise(
            inputs.size() == 1
                ? "pick an array with PATH:ARRAY"
                : "name the arrays like the inputs, or pick them in the inputs' order with"
                    + " PATH:ARRAY,ARRAY");
  }

  private static String wanted(List<InputSpec> inputs) {
    return inputs.stream()
        .map(i -> String.join(" or ", i.names()))
        .collect(Collectors.joining(", "));
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
