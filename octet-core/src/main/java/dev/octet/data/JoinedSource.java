package dev.octet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several files of arrays, one after the other. */
record JoinedSource(List<SourceText> parts) implements Source {
  static JoinedSource of(SourceText text) {
    var parts = new ArrayList<SourceText>();
    for (Path file : text.paths()) {
      parts.add(new SourceText(text.signature(), file, List.of(), text.arrays(), 0, null));
    }
    return new JoinedSource(parts);
  }

  @Override
  public LabelledSamples open(List<InputSpec> inputs, DataOptions options, List<String> notes) {
    var opened = new ArrayList<LabelledSamples>();
    for (SourceText part : parts) {
      opened.add(Sources.of(part).open(inputs, options, notes));
    }
    var all = new PartOf(opened, options.withSkipBad(false).withLabels(null), notes).part(null);
    List<String> files = opened.stream().flatMap(o -> o.files().stream()).toList();
    return new LabelledSamples(all.samples(), all.labels(), files);
  }
}
