package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * What answers are as labels: whole numbers from 0 are classes, words are the names of classes (in
 * their order), rows that are one-hot are classes, all other numbers are targets.
 *
 * @param kept which sample of the source has an answer
 */
record AnswerLabels(List<Answer> answers, Answer.Source source, LongUnaryOperator kept) {
  Labels labels() {
    if (answers.getFirst() instanceof Answer.Row row) {
      return rows(row);
    }
    boolean classes = true;
    boolean words = false;
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      if (answer instanceof Answer.Row) {
        throw mixed(i);
      }
      words |= answer instanceof Answer.Word;
      classes &= answer instanceof Answer.Whole w && w.value() >= 0;
    }
    return words ? words() : classes ? classes() : reals();
  }

  private Labels classes() {
    var classes = new int[answers.size()];
    for (int i = 0; i < classes.length; i++) {
      long value = answers.get(i) instanceof Answer.Whole w ? w.value() : -1;
      if (value > Integer.MAX_VALUE) {
        throw bad(i, "the label is %d: no class number".formatted(value));
      }
      classes[i] = (int) value;
    }
    return Labels.of(classes);
  }

  private Labels words() {
    Map<String, Integer> numbers = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      numbers.put(word(i), 0);
    }
    int next = 0;
    for (Map.Entry<String, Integer> e : numbers.entrySet()) {
      e.setValue(next++);
    }
    var classes = new int[answers.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = numbers.getOrDefault(word(i), -1);
    }
    return Labels.of(classes, new ArrayList<>(numbers.keySet()));
  }

  private String word(int index) {
    return switch (answers.get(index)) {
      case Answer.Word w -> w.text();
      case Answer.Whole w -> Long.toString(w.value());
      case Answer.Real _, Answer.Row _ -> throw mixed(index);
    };
  }

  private Labels reals() {
    var values = new float[answers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (answers.get(i)) {
            case Answer.Whole w -> w.value();
            case Answer.Real r -> r.value();
            case Answer.Word _, Answer.Row _ -> throw mixed(i);
          };
    }
    return Labels.of(NdArray.of(new long[] {values.length}, values));
  }

  private Labels rows(Answer.Row first) {
    var shape = new long[first.shape().size() + 1];
    shape[0] = answers.size();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = first.shape().get(i - 1);
    }
    for (int i = 0; i < answers.size(); i++) {
      if (!answers.get(i).equals(first)) {
        throw mixed(i);
      }
    }
    long row = first.type().bits() / 8;
    for (int i = 1; i < shape.length; i++) {
      row = Math.multiplyExact(row, shape[i]);
    }
    return ArrayLabels.of(new NdArray(first.type(), shape, stored(row)));
  }

  private MemorySegment stored(long row) {
    var open =
        new Object() {
          long index = -1;
          MemorySegment bytes = MemorySegment.NULL;
        };
    try {
      return Scratch.store(
          Math.multiplyExact(row, (long) answers.size()),
          (offset, piece) -> {
            for (long at = 0; at < piece.byteSize(); ) {
              long index = (offset + at) / row;
              if (index != open.index) {
                open.bytes = source.row(kept.applyAsLong(index));
                open.index = index;
              }
              long start = (offset + at) % row;
              long n = Math.min(row - start, piece.byteSize() - at);
              MemorySegment.copy(open.bytes, start, piece, at, n);
              at += n;
            }
          });
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_WRITABLE, "no room for labels: " + e.getMessage())
          .because(e);
    }
  }

  private OctetException mixed(int index) {
    return bad(
        index,
        "the label is %s, the first one %s"
            .formatted(text(answers.get(index)), text(answers.getFirst())));
  }

  private static String text(Answer answer) {
    return switch (answer) {
      case Answer.Word _ -> "a word";
      case Answer.Whole _ -> "a whole number";
      case Answer.Real _ -> "a number";
      case Answer.Row r -> r.type().text() + r.shape();
    };
  }

  private OctetException bad(int index, String what) {
    return new OctetException(ErrorCode.BAD_DATA, what).in(source.place(kept.applyAsLong(index)));
  }
}
