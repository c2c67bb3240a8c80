package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Labels out of a feature of TFRecords, one for each record. */
final class RecordLabels {
  private RecordLabels() {}

  /**
   * Reads them.
   *
   * @param picked the feature, or none for the usual one
   */
  static Labels read(List<Path> paths, List<String> picked) {
    RecordSet records = RecordSet.open(paths, false, new ArrayList<>());
    RecordSet.Place place = records.place(0);
    Example first = Example.of(place.bytes());
    var map = new FeatureMap(FeatureMap.NONE.inputs(), picked);
    FeatureForm.Named label = new RecordBinding(first, map, List.of()).label();
    if (label == null) {
      throw place.in(
          new OctetException(
                  ErrorCode.BAD_DATA,
                  "has no feature for labels; it has " + String.join(", ", first.names()))
              .advise("pick one with PATH:FEATURE"));
    }
    RecordAnswers source = RecordAnswers.of(records, label, first);
    List<Answer> answers =
        LongStream.range(0, records.size()).parallel().mapToObj(source::answer).toList();
    return new AnswerLabels(answers, source, i -> i).labels();
  }
}
