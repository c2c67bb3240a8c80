package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShorterTest {
  @ParameterizedTest
  @CsvSource({
    "conv/Relu, conv/Relu",
    "a/Relu;a/BiasAdd;a/Conv2D, a/Relu",
    ";odd, ;odd",
    "0123456789abcdef, 0123456789abcdef",
    "model/block_1/project/BatchNorm, mode../BatchNorm",
  })
  void namesKeepTheirStartAndTheirEnd(String name, String shorter) {
    assertThat(Shorter.name(name, 16)).isEqualTo(shorter).hasSizeLessThanOrEqualTo(16);
  }
}
