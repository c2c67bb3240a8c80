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
    var unlike = new UnlikeCalibrationData();
    boolean areUnlike =
        layers.stream()
            .flatMap(l -> unlike.look(l).stream())
            .anyMatch(f -> f.severity() != Severity.INFO);
    return layers.stream()
        .flatMap(l -> look(l, areUnlike).stream())
        .sorted(Finding.WORST_FIRST)
        .toList();
  }

  private static List<Finding> look(Suspect layer, boolean areUnlike) {
    var findings = new ArrayList<Finding>();
    var told = new ArrayList<Finding>();
    for (FindingRule rule : standard()) {
      Optional<Finding> found = rule.look(layer);
      found.ifPresent(findings::add);
      found.filter(_ -> !areUnlike || !rule.isAboutRanges()).ifPresent(told::add);
    }
    otherwise().look(layer).filter(f -> !isExplained(f, findings)).ifPresent(told::add);
    return told;
  }

  /** Whether there is a cause that does as much damage. */
  private static boolean isExplained(Finding error, List<Finding> causes) {
    return causes.stream()
        .anyMatch(c -> c.damage() > 0 && c.severity().compareTo(error.severity()) >= 0);
  }
}
