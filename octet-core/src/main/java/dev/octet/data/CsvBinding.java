package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Decides which columns of a table go to which input: what the user says; else for a single input
 * all but the label's, for several those that begin with its name.
 */
record CsvBinding(CsvFile file, FeatureMap map, List<InputSpec> inputs) {
  private static final String RANGE = "..";

  /** The columns of the right answers; none if there are none. */
  int[] label() {
    if (!map.label().isEmpty()) {
      return columns(map.label());
    }
    if (!file.hasHeader()) {
      return new int[0];
    }
    return IntStream.range(0, file.columns().size())
        .filter(c -> CsvHeader.isLabel(file.columns().get(c)) && !isInput(c))
        .limit(1)
        .toArray();
  }

  private boolean isInput(int column) {
    return inputs.stream().anyMatch(i -> i.names().contains(file.columns().get(column)));
  }

  /** The columns of an input, in the order of its elements. */
  int[] of(InputSpec input) {
    List<String> said = map.of(input);
    int[] columns = said.isEmpty() ? guessed(input) : columns(said);
    if (FilledShape.of(input.shape(), columns.length).isEmpty()) {
      throw bad("has %d columns for input %s%s"
              .formatted(columns.length, input, label().length == 0 ? " and no label" : ""))
          .advise(
              "say which: --features '%s=FIRST..LAST,label=COLUMN' (by name, or by number from 1)"
                  .formatted(input.name()));
    }
    return columns;
  }

  private int[] guessed(InputSpec input) {
    int[] label = label();
    int[] others =
        IntStream.range(0, file.columns().size())
            .filter(c -> IntStream.of(label).noneMatch(l -> l == c))
            .filter(c -> c > 0 || !file.columns().getFirst().equals(CsvHeader.INDEX))
            .toArray();
    int[] named = IntStream.of(others).filter(c -> isOf(input, file.columns().get(c))).toArray();
    OptionalLong wanted = FilledShape.count(input.shape());
    boolean all = inputs.size() == 1 && (wanted.isEmpty() || wanted.getAsLong() == others.length);
    return all || (inputs.size() == 1 && named.length == 0) ? others : named;
  }

  /** Whether a column is called like an input, or so with a number or a word behind. */
  private static boolean isOf(InputSpec input, String column) {
    return input.names().stream()
        .filter(column::startsWith)
        .map(n -> column.substring(n.length()))
        .anyMatch(rest -> rest.isEmpty() || !Character.isLetter(rest.charAt(0)));
  }

  private int[] columns(List<String> said) {
    var columns = new ArrayList<Integer>();
    for (String text : said) {
      int at = text.indexOf(RANGE);
      if (at < 0 || file.columns().contains(text)) {
        columns.add(column(text));
        continue;
      }
      int first = column(text.substring(0, at));
      int last = column(text.substring(at + RANGE.length()));
      if (last < first) {
        throw bad("has '%s' behind '%s'".formatted(text.substring(0, at), text.substring(at + 2)));
      }
      IntStream.rangeClosed(first, last).forEach(columns::add);
    }
    return columns.stream().mapToInt(c -> c).toArray();
  }

  /** A column by its name, or by its number from 1. */
  private int column(String text) {
    int named = file.columns().indexOf(text.strip());
    if (named >= 0) {
      return named;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 1 && number <= file.columns().size()) {
        return number - 1;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    String some = String.join(", ", file.columns().subList(0, Math.min(20, file.columns().size())));
    throw bad("has no column '%s'; it has %d: %s".formatted(text, file.columns().size(), some));
  }

  private OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what).in(file.path().toString());
  }
}
