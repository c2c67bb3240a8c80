package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrate.Range;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class ActivationScaleTest {
  @Test
  void aReluOfSixTakesTheWholeOfInt8() {
    assertThat(ActivationScale.of(new Range(0, 6), ElementType.INT8))
        .isEqualTo(new PerTensor(6f / 255, -128));
  }

  @Test
  void aRangeThatMissesZeroIsWidenedToIt() {
    assertThat(ActivationScale.of(new Range(3, 5.1f), ElementType.INT8))
        .isEqualTo(new PerTensor(5.1f / 255, -128));
    assertThat(ActivationScale.of(new Range(-5.1f, -3), ElementType.INT8))
        .isEqualTo(new PerTensor(5.1f / 255, 127));
  }

  @Test
  void int16IsSymmetric() {
    assertThat(ActivationScale.of(new Range(-1, 3), ElementType.INT16))
        .isEqualTo(new PerTensor(3f / 32767, 0));
  }

  @Test
  void zerosAloneHaveAPositiveScale() {
    assertThat(ActivationScale.of(new Range(0, 0), ElementType.INT8).scale())
        .isCloseTo(1e-6f / 255, within(1e-12f));
    assertThat(ActivationScale.of(new Range(0, 0), ElementType.INT16).scale()).isPositive();
  }

  @Test
  void aFloorUnderTheScaleWidensTheRangeInProportion() {
    PerTensor plain = ActivationScale.of(new Range(-1, 3), ElementType.INT8);
    PerTensor wide = ActivationScale.atLeast(0.1, new Range(-1, 3), ElementType.INT8);
    assertThat(wide.scale()).isCloseTo(0.1f, within(1e-6f)).isGreaterThanOrEqualTo(0.1f);
    assertThat(wide.zeroPoint()).isEqualTo(plain.zeroPoint());
    assertThat(ActivationScale.atLeast(0.001, new Range(-1, 3), ElementType.INT8)).isEqualTo(plain);
  }

  @Property
  void everyValueOfTheRangeIsWithinHalfAStepAndZeroIsExact(
      @ForAll @FloatRange(min = -1e4f, max = 1e4f) float a,
      @ForAll @FloatRange(min = -1e4f, max = 1e4f) float b) {
    var range = new Range(Math.min(a, b), Math.max(a, b));
    for (ElementType type : new ElementType[] {ElementType.INT8, ElementType.INT16}) {
      PerTensor q = ActivationScale.of(range, type);
      double lowest = type == ElementType.INT8 ? -128 : -32767;
      double highest = type == ElementType.INT8 ? 127 : 32767;
      assertThat((double) q.zeroPoint()).isBetween(lowest, highest);
      // the zero point is rounded to an integer, so that one end may lie half a step outside
      double slack = q.scale() * 0.5001 + Math.ulp(1e4f);
      assertThat((highest - q.zeroPoint()) * q.scale()).isGreaterThanOrEqualTo(range.max() - slack);
      assertThat((lowest - q.zeroPoint()) * q.scale()).isLessThanOrEqualTo(range.min() + slack);
    }
  }
}
