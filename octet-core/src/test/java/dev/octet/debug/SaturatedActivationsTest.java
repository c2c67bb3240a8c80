package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Change;
import dev.octet.plan.Mode;
import dev.octet.plan.RangeMethod;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.Selector;
import org.junit.jupiter.api.Test;

class SaturatedActivationsTest {
  @Test
  void valuesBeyondTheRangeBecomeItsEnd() {
    Recipe recipe =
        Recipe.of(Mode.INT8)
            .with(
                new Rule(
                    Selector.node("^apart$"),
                    Change.NONE.withObserver(RangeMethod.parse("percentile:90"))));
    Finding finding =
        FindingAssert.assertOnly(
            new Network(4).patient().diagnose(recipe),
            "SaturatedActivations",
            "apart",
            Severity.WARNING);
    assertThat(finding.evidence().get("saturated")).isBetween(0.03, 0.11);
    assertThat(finding.fixes().getFirst()).contains("--observer min-max");
  }
}
