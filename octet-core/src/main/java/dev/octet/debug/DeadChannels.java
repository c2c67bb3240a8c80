package dev.octet.debug;

import java.util.Optional;

/** Channels that are zero whatever the sample: they cost time and bytes, and say nothing. */
final class DeadChannels implements FindingRule {
  @Override
  public String name() {
    return "DeadChannels";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    ChannelStatistics channels = layer.channels();
    boolean makesChannels = layer.row() != null && !layer.row().weights().isEmpty();
    int dead = 0;
    for (int c = 0; c < channels.count(); c++) {
      dead += channels.energy()[c] == 0 ? 1 : 0;
    }
    if (!makesChannels || dead == 0 || channels.elements() == 0) {
      return Optional.empty();
    }
    boolean all = dead == channels.count();
    return Optional.of(
        layer.finding(
            this,
            all ? Severity.WARNING : Severity.INFO,
            0,
            new Evidence().with("dead", dead).with("channels", channels.count()),
            all
                ? "Nothing but zeros comes out of this layer, in the float model too."
                : "%d of %d channels were zero in all samples, in the float model too."
                    .formatted(dead, channels.count()),
            "look whether the samples are like those of training",
            "prune the channels before converting: the model gets smaller and no worse"));
  }
}
