package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One error says all that cannot be converted, in an order and a size for people. */
class RefusalsTest {
  private final Refusals refusals = new Refusals();

  private static NodeDef node(String op, String name) {
    return new NodeDef(name, op, List.of(), List.of(), new NewAttrs().done());
  }

  private static OctetException because(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what).advise("do without");
  }

  private OctetException said() {
    return catchThrowableOfType(OctetException.class, refusals::check);
  }

  @Test
  void nothingToSayIsNoError() {
    assertThatCode(refusals::check).doesNotThrowAnyException();
  }

  @Test
  void opsWithoutARuleComeFirstEachWithItsNodes() {
    refusals.unknown(node("Foo", "a"));
    refusals.refused(node("Conv2D", "conv"), because("it has no weights"));
    refusals.unknown(node("Bar", "b"));
    refusals.unknown(node("Foo", "c"));
    refusals.unknown(node("Foo", "c"));
    assertThat(said().what())
        .isEqualTo(
            "some ops cannot be converted: there is no rule for Foo ('a', 'c'), Bar ('b');"
                + " Conv2D: it has no weights ('conv')");
    assertThat(said().advice())
        .isEqualTo("do without; --allow-custom-ops keeps ops without a rule as custom ops");
  }

  @Test
  void everyOpIsNamedButNotEachOfFiveHundredNodes() {
    for (int i = 0; i < 500; i++) {
      refusals.unknown(node("Op" + i % 50, "scope/of/a/layer/node_" + i));
    }
    String what = said().what();
    for (int i = 0; i < 50; i++) {
      assertThat(what).contains("Op" + i + " ('scope/of/a/layer/node_" + i + "'");
    }
    assertThat(what).contains("and 5 more").hasSizeLessThan(10_000);
  }

  @Test
  void aFileMadeToSayMuchIsCutShort() {
    for (int i = 0; i < 5000; i++) {
      refusals.unknown(node("Op" + i, "n".repeat(2000) + i));
      refusals.refused(node("Add", "n" + i), because("it has shape " + i));
    }
    OctetException said = said();
    assertThat(said.what()).contains("and 4800 more").contains("and 4960 more");
    assertThat(said.getMessage()).hasSizeLessThan(60_000);
  }

  @Test
  void whatReadsFilesAndCallsPythonHasAdviceOfItsOwn() {
    refusals.unknown(node("DecodeJpeg", "image"));
    refusals.unknown(node("PyFunc", "call"));
    assertThat(said().advice())
        .contains("--inputs NAME=SHAPE")
        .contains("Python function")
        .doesNotContain("--allow-custom-ops");
  }
}
