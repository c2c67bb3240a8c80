package dev.octet.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.op.Oracle.Expected;
import java.util.List;

/**
 * How far results are from what is expected, as a share of what they may be off.
 *
 * @param worst the largest
 * @param rms the root of the mean square
 */
record Deviation(double worst, double rms) {
  static Deviation of(List<List<float[]>> actual, Expected expected) {
    double worst = 0;
    double errors = 0;
    double bounds = 0;
    for (int s = 0; s < actual.size(); s++) {
      assertThat(actual.get(s)).hasSameSizeAs(expected.values().get(s));
      for (int o = 0; o < actual.get(s).size(); o++) {
        float[] values = actual.get(s).get(o);
        float[] wanted = expected.values().get(s).get(o);
        float[] bound = expected.error().get(s).get(o);
        assertThat(values).hasSameSizeAs(wanted);
        for (int i = 0; i < values.length; i++) {
          double error = Math.abs(values[i] - wanted[i]);
          worst = Math.max(worst, error == 0 ? 0 : error / bound[i]);
          errors += error * error;
          bounds += (double) bound[i] * bound[i];
        }
      }
    }
    return new Deviation(worst, bounds == 0 ? 0 : Math.sqrt(errors / bounds));
  }
}
