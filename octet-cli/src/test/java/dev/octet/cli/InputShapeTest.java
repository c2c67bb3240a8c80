package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class InputShapeTest {
  @Test
  void namesItsInputOrTheOnlyOne() {
    assertThat(InputShape.parse("image=1,224,224,3"))
        .isEqualTo(new InputShape("image", List.of(1, 224, 224, 3)));
    assertThat(InputShape.parse("8, 10")).isEqualTo(new InputShape("", List.of(8, 10)));
    assertThat(InputShape.parse("image=1x224x224x3"))
        .isEqualTo(new InputShape("image", List.of(1, 224, 224, 3)));
    assertThat(InputShape.parse("a=b=2")).isEqualTo(new InputShape("a=b", List.of(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x=", "=1,2", "x=1,,2", "x=0", "1,-1", "x=1x", "99999999999"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> InputShape.parse(text)).isInstanceOf(TypeConversionException.class);
  }
}
