package dev.octet.data;

import dev.octet.data.RepresentativeDataset.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a part of a dataset out of what sources gave: one after the other, with labels, without bad
 * samples.
 *
 * @param opened at least one
 */
record PartOf(List<LabelledSamples> opened, DataOptions options, List<String> notes) {
  Part part(@Nullable String signature) {
    Samples all = joined(opened);
    var part = new Part(signature, all, labels(all));
    return options.skipBad() ? new BadSamples(part, notes).leftOut() : part;
  }

  /** One after the other; halves of halves, as there may be thousands. */
  private static Samples joined(List<LabelledSamples> some) {
    int half = some.size() / 2;
    return half == 0
        ? some.getFirst().samples()
        : new ConcatenatedSamples(
            joined(some.subList(0, half)), joined(some.subList(half, some.size())));
  }

  private @Nullable Labels labels(Samples all) {
    String source = options.labels();
    if (source != null) {
      return LabelsFile.read(source, files(all));
    }
    var own = new ArrayList<Labels>();
    opened.stream().map(LabelledSamples::labels).filter(Objects::nonNull).forEach(own::add);
    if (own.isEmpty()) {
      return null;
    }
    Labels joined = own.size() == opened.size() ? JoinedLabels.of(own) : null;
    if (joined == null) {
      notes.add("the sources do not agree on labels: none are used");
    }
    return joined;
  }

  /** The file of each sample, or null where not every sample is a file. */
  private @Nullable List<String> files(Samples all) {
    List<String> files = opened.stream().flatMap(o -> o.files().stream()).toList();
    return files.size() == all.size() ? files : null;
  }
}
