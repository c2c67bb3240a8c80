package dev.octet.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules by which layers are judged. */
final class FindingRules {
  private FindingRules() {}

  /** Those that know a cause. */
  static List<FindingRule> standard() {
    return List.of(
        new UnlikeCalibrationData(),
        new RangeStretchedByOutliers(),
        new UnequalChannelRanges(),
        new SaturatedActivations(),
        new SharedScaleDoesNotFit(),
        new FixedScaleDoesNotFit(),
        new WideSoftmaxInput(),
        new WideNormalizationInput(),
        new HeavyTailedWeights(),
        new UnequalWeightRanges(),
        new BiasOverflow(),
        new BiasPrecisionLost(),
        new DeadChannels());
  }

  /** That which speaks where none of the others has a cause. */
  static FindingRule otherwise() {
    return new HighError();
  }

  /** What they find, the worst first. */
  static List<Finding> look(List<Suspect> layers) {
    List<FindingRule> rules = standard();
    var findings = new ArrayList<Finding>();
    for (Suspect layer : layers) {
      List<Finding> found =
          rules.stream().map(r -> r.look(layer)).flatMap(Optional::stream).toList();
      findings.addAll(found);
      otherwise().look(layer).filter(f -> !isExplained(f, found)).ifPresent(findings::add);
    }
    findings.sort(Finding.WORST_FIRST);
    return List.copyOf(findings);
  }

  /** Whether there is a cause that does as much damage. */
  private static boolean isExplained(Finding error, List<Finding> causes) {
    return causes.stream()
        .anyMatch(c -> c.damage() > 0 && c.severity().compareTo(error.severity()) >= 0);
  }
}
