package dev.octet.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules by which layers are judged. */
final class FindingRules {
  private FindingRules() {}

  /** All of them. */
  static List<FindingRule> standard() {
    return List.of(new UnequalChannelRanges(), new DeadChannels());
  }

  /** What they find, the worst first. */
  static List<Finding> look(List<Suspect> layers) {
    List<FindingRule> rules = standard();
    var findings = new ArrayList<Finding>();
    for (Suspect layer : layers) {
      rules.stream().map(r -> r.look(layer)).flatMap(Optional::stream).forEach(findings::add);
    }
    findings.sort(Finding.WORST_FIRST);
    return List.copyOf(findings);
  }
}
