package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labels as they are written: names or numbers.
 *
 * @param texts each label
 * @param files the file each is for; none where they are in the order of the samples
 * @param classes the names of the classes in their order; none if not known
 */
record WrittenLabels(List<String> texts, List<String> files, List<String> classes) {
  /** These with an order of classes, if they have none of their own. */
  WrittenLabels ordered(List<String> order) {
    return classes.isEmpty() ? new WrittenLabels(texts, files, order) : this;
  }

  /**
   * What they say.
   *
   * @param samples the file of each sample, or null where samples are no files
   */
  Labels labels(@Nullable List<String> samples) {
    List<String> inOrder = texts;
    if (!files.isEmpty()) {
      if (samples == null) {
        throw bad("the labels name files, and the samples are no files")
            .advise("give a label for each sample, in the samples' order");
      }
      inOrder = MatchedFiles.of(files, texts).texts(samples);
    }
    if (inOrder.isEmpty()) {
      throw bad("there are no labels");
    }
    if (!classes.isEmpty() && classes.containsAll(inOrder)) {
      return named(inOrder, classes);
    }
    if (inOrder.stream().allMatch(WrittenLabels::isInteger)) {
      return Labels.of(numbers(inOrder), classes);
    }
    if (!classes.isEmpty()) {
      throw unknown(inOrder);
    }
    return inOrder.stream().allMatch(CsvNumber::isNumber)
        ? reals(inOrder)
        : named(inOrder, List.copyOf(new TreeSet<>(inOrder)));
  }

  private static boolean isInteger(String text) {
    return text.matches("[+-]?[0-9]{1,19}");
  }

  private static int[] numbers(List<String> texts) {
    var numbers = new int[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      String text = texts.get(i);
      try {
        numbers[i] = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw bad("is %s: no class number".formatted(text)).in("label " + i);
      }
    }
    return numbers;
  }

  private static Labels reals(List<String> texts) {
    var values = new float[texts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) CsvNumber.real(texts.get(i));
    }
    return Labels.of(NdArray.of(new long[] {values.length}, values));
  }

  private static Labels named(List<String> texts, List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    names.forEach(n -> numbers.put(n, numbers.size()));
    return Labels.of(texts.stream().mapToInt(numbers::get).toArray(), names);
  }

  private OctetException unknown(List<String> inOrder) {
    var strange = new ArrayList<>(new TreeSet<>(inOrder));
    strange.removeAll(classes);
    int first = inOrder.indexOf(strange.getFirst());
    return bad("'%s' is none of the %d classes (%s%s)"
            .formatted(
                strange.getFirst(),
                classes.size(),
                String.join(", ", classes.subList(0, Math.min(3, classes.size()))),
                classes.size() > 3 ? ", …" : ""))
        .in("label " + first);
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
