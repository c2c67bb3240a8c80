package dev.octet.evaluate;

import dev.octet.data.InputSpec;
import dev.octet.data.LabelledArray;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts given arrays into the order of a model's inputs. */
final class Binding {
  private Binding() {}

  /** The array of each input. */
  static List<LabelledArray> bind(List<InputSpec> inputs, List<Given> given) {
    var arrays = new @Nullable LabelledArray[inputs.size()];
    for (Given g : given) {
      int place = place(inputs, g);
      if (arrays[place] != null) {
        throw usage("input '%s' is given twice".formatted(inputs.get(place).name()));
      }
      arrays[place] = g.array();
    }
    var bound = new ArrayList<LabelledArray>();
    for (LabelledArray array : arrays) {
      if (array == null) {
        String name = inputs.get(Arrays.asList(arrays).indexOf(null)).name();
        throw usage("input '%s' is not given".formatted(name)).advise(has(inputs));
      }
      bound.add(array);
    }
    return bound;
  }

  private static int place(List<InputSpec> inputs, Given given) {
    String name = given.input();
    if (name == null) {
      if (inputs.size() == 1) {
        return 0;
      }
      throw usage("an array is given without the name of its input").advise(has(inputs));
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).names().contains(name)) {
        return i;
      }
    }
    throw usage("the model has no input '" + name + "'").advise(has(inputs));
  }

  private static String has(List<InputSpec> inputs) {
    return inputs.isEmpty()
        ? "it has no inputs"
        : "it has " + inputs.stream().map(InputSpec::toString).collect(Collectors.joining(", "));
  }

  private static OctetException usage(String what) {
    return new OctetException(ErrorCode.USAGE, what);
  }
}
