package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels by the files they are for. A label's file may be written as its path below the data, as
 * its name alone, or without its ending, where that leaves no doubt.
 */
final class MatchedFiles {
  private static final int NAMED = 3;

  private final Map<String, String> texts = new HashMap<>();

  private MatchedFiles() {}

  static MatchedFiles of(List<String> files, List<String> labels) {
    var matched = new MatchedFiles();
    for (int i = 0; i < files.size(); i++) {
      String file = plain(files.get(i));
      String before = matched.texts.put(file, labels.get(i));
      if (before != null && !before.equals(labels.get(i))) {
        throw bad("%s has two labels, %s and %s".formatted(file, before, labels.get(i)));
      }
    }
    return matched;
  }

  private static String plain(String file) {
    String slashes = file.replace('\\', '/');
    return slashes.startsWith("./") ? slashes.substring(2) : slashes;
  }

  /** The label of each sample. */
  List<String> texts(List<String> samples) {
    Map<String, Integer> counts = new HashMap<>();
    samples.forEach(s -> forms(s).forEach(f -> counts.merge(f, 1, Integer::sum)));
    var labels = new ArrayList<String>();
    var without = new ArrayList<String>();
    Set<String> used = new HashSet<>();
    for (String sample : samples) {
      String found = forms(sample).stream().filter(texts::containsKey).findFirst().orElse(null);
      String label = found == null ? null : texts.get(found);
      if (found == null || label == null) {
        without.add(sample);
        continue;
      }
      Integer same = counts.get(found);
      if (same != null && same > 1) {
        throw bad("'%s' may be any of %d samples, such as %s".formatted(found, same, sample))
            .advise("write its path below the data");
      }
      used.add(found);
      labels.add(label);
    }
    if (!without.isEmpty()) {
      throw bad(
          "no label for %d of %d samples: %s"
              .formatted(without.size(), samples.size(), some(without)));
    }
    if (used.size() < texts.size()) {
      List<String> more = texts.keySet().stream().filter(t -> !used.contains(t)).sorted().toList();
      throw bad(
          "labels for %d files that are not among the %d samples: %s"
              .formatted(more.size(), samples.size(), some(more)));
    }
    return labels;
  }

  /** What a sample's file may be called: the path, the name, the name without its ending. */
  private static Set<String> forms(String sample) {
    String name = sample.substring(sample.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return new LinkedHashSet<>(List.of(sample, name, dot > 0 ? name.substring(0, dot) : name));
  }

  /** Whether a label's file is one of these samples. */
  static boolean names(String file, List<String> samples) {
    return samples.stream().anyMatch(s -> forms(s).contains(plain(file)));
  }

  private static String some(List<String> files) {
    return String.join(", ", files.subList(0, Math.min(NAMED, files.size())))
        + (files.size() > NAMED ? ", …" : "");
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
