package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @Test
  void noTwoAreTheSame() {
    var names = new Names();
    assertThat(List.of(names.fresh("a"), names.fresh("a"), names.fresh("a (2)"), names.fresh("a")))
        .doesNotHaveDuplicates()
        .startsWith("a", "a (2)");
  }

  @ParameterizedTest
  @CsvSource({"model/Conv_1/Relu;b,model-conv-1-relu-b", "'',unnamed", "-/-,unnamed", "ß€,unnamed"})
  void aSlugIsMadeOfLettersDigitsAndHyphens(String name, String slug) {
    assertThat(new Names().slug(name)).isEqualTo(slug);
  }

  @Test
  void whatIsNotSeenIsWrittenOut() {
    assertThat(Names.plain("a\u202eb\u0000c\n")).isEqualTo("a\\u202eb\\u0000c\\u000a");
    assertThat(Names.plain("שלום 模型 🙂")).isEqualTo("שלום 模型 🙂");
  }

  @Test
  void longNamesLoseTheirMiddle() {
    String plain = Names.plain("x".repeat(5000) + "end");
    assertThat(plain).hasSize(Names.LONGEST).contains("…").endsWith("end");
    assertThat(Names.plain("🙂".repeat(500))).doesNotContain("?").contains("🙂");
  }

  @Test
  void whatNearlyAllBeginWithIsLeftOut() {
    List<String> names = List.of("m/f/a", "m/f/b", "m/f/c/d", "m/f/e", "other");
    assertThat(Names.commonStart(names)).isEqualTo("m/f/");
    assertThat(Names.commonStart(List.of("a/x", "b/y"))).isEmpty();
    assertThat(Names.commonStart(Collections.nCopies(3, "a/"))).isEqualTo("a/");
    assertThat(Names.commonStart(List.of())).isEmpty();
  }
}
