package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.OctetException;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A denial that means nothing in a model is a mistake, and the error helps to mend it. */
class DenialsTest {
  private static final Denials DENIALS =
      new Denials(
          Text.parse(
              """
              graph main(%x: f32[3]) -> (%"head/probs/Softmax") {
                %"body/b1_expand_relu/Relu;body/b1_expand/conv": f32[3] = RELU(%x)
                %"body/b1_dw_relu/Relu;body/b1_dw/depthwise": f32[3] = \
              RELU(%"body/b1_expand_relu/Relu;body/b1_expand/conv")
                %"body/b3_dw_relu/Relu": f32[3] = \
              TANH(%"body/b1_dw_relu/Relu;body/b1_dw/depthwise")
                %"head/probs/Softmax": f32[3] = SOFTMAX(%"body/b3_dw_relu/Relu")
              }
              """));

  @Test
  void whatIsThereMayBeDenied() {
    assertThatCode(() -> DENIALS.requireOp("TANH")).doesNotThrowAnyException();
    assertThatCode(() -> DENIALS.requireNode("b._dw")).doesNotThrowAnyException();
    assertThatCode(() -> DENIALS.requireNode("^head/")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b1-dw                      | there are body/b1_dw_relu/Relu, body/b3_dw_relu/Relu",
        "^body/b1_epxand            | there are body/b1_expand_relu/Relu",
        "B3_DW                      | there are body/b3_dw_relu/Relu, body/b1_dw_relu/Relu",
        "^softmax$                  | there are head/probs/Softmax",
        "entirely/other             | shows the names",
      })
  void aNameThatIsNotThereBringsThoseLikeIt(String regex, String advice) {
    assertThatThrownBy(() -> DENIALS.requireNode(regex))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("'" + regex + "' is found in no op's name")
        .hasMessageContaining(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "softmax | SOFTMAX? it has RELU, SOFTMAX, TANH",
        "CONV_2D | it has RELU, SOFTMAX, TANH",
      })
  void anOpThatIsNotThereBringsThoseOfTheModel(String op, String advice) {
    assertThatThrownBy(() -> DENIALS.requireOp(op))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("the model has no op '" + op + "'")
        .hasMessageContaining(advice);
  }

  @Test
  void noMoreThanFiveNamesAreListed() {
    var text = new StringBuilder("graph main(%x: f32[3]) -> (%layer_0) {\n");
    for (int i = 0; i < 9; i++) {
      text.append("  %layer_").append(i).append(": f32[3] = RELU(%x)\n");
    }
    assertThatThrownBy(() -> new Denials(Text.parse(text + "}\n")).requireNode("layer_x"))
        .hasMessageContaining("layer_0, layer_1, layer_2, layer_3, layer_4")
        .message()
        .doesNotContain("layer_5");
  }
}
