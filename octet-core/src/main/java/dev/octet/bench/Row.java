package dev.octet.bench;

import dev.octet.runtime.KernelSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a race tells of one setting.
 *
 * @param rounds the median time of each round
 */
record Row(
    Setting setting,
    KernelSet ran,
    Latency latency,
    List<Double> rounds,
    Duration load,
    long arenaBytes,
    @Nullable Long peakBytes) {

  Measurement measurement(
      @Nullable Throughput throughput, List<OpTime> ops, @Nullable Ratio ratio) {
    var model = setting.entrant().model();
    return new Measurement(
        model.file(),
        model.byteSize(),
        setting.threads(),
        setting.kernels(),
        ran,
        latency,
        throughput,
        load,
        arenaBytes,
        peakBytes,
        ops,
        ratio);
  }
}
