package dev.octet.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which layers of two models correspond: two graphs in, what became of each layer out. */
class AlignmentTest {
  private static final String CHAIN =
      """
      graph main(%x: f32[1,4]) -> (%c) {
        const %w: f32[4,4] = seed 1 range -1 1
        const %v: f32[4,4] = seed 2 range -1 1
        %a: f32[1,4] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        %b: f32[1,4] = TANH(%a)
        %c: f32[1,4] = FULLY_CONNECTED(%b, %v, _) FullyConnectedOptions{}
      }
      """;

  @Test
  void aModelIsTheSameAsItself() {
    Comparison same = Texts.compare(CHAIN, CHAIN);
    assertThat(same.isSame()).isTrue();
    assertThat(Texts.layers(same))
        .containsExactly("= FULLY_CONNECTED a", "= TANH b", "= FULLY_CONNECTED c");
  }

  @Test
  void otherNamesAreNoOtherLayers() {
    String renamed = CHAIN.replace("%a", "%p").replace("%b", "%q").replace("%c", "%r");
    assertThat(Texts.layers(Texts.compare(CHAIN, renamed)))
        .containsExactly("~ FULLY_CONNECTED a→p", "~ TANH b→q", "~ FULLY_CONNECTED c→r");
  }

  @Test
  void whatIsJoinedToANameTellsNothing() {
    String joined = CHAIN.replace("%a:", "%\"a;more\":").replace("(%a)", "(%\"a;more\")");
    assertThat(Texts.layers(Texts.compare(CHAIN, joined))).contains("~ FULLY_CONNECTED a→a;more");
  }

  @Test
  void aLayerInBetweenIsAdded() {
    String longer =
        CHAIN.replace(
            "  %c: f32[1,4] = FULLY_CONNECTED(%b,",
            "  %n: f32[1,4] = ABS(%b)\n  %c: f32[1,4] = FULLY_CONNECTED(%n,");
    Comparison comparison = Texts.compare(CHAIN, longer);
    assertThat(Texts.layers(comparison))
        .containsExactly("= FULLY_CONNECTED a", "= TANH b", "+ ABS n", "! FULLY_CONNECTED c→c");
    assertThat(Texts.changes(comparison)).containsExactly("INPUT input 0: b → n");
    assertThat(Texts.layers(Texts.compare(longer, CHAIN)))
        .containsExactly("= FULLY_CONNECTED a", "= TANH b", "- ABS n", "! FULLY_CONNECTED c→c");
  }

  @Test
  void weightsTellLikeLayersApartWhereNamesDoNot() {
    String shorter =
        """
        graph main(%x: f32[1,4]) -> (%r) {
          const %v: f32[4,4] = seed 2 range -1 1
          %r: f32[1,4] = FULLY_CONNECTED(%x, %v, _) FullyConnectedOptions{}
        }
        """;
    assertThat(Texts.layers(Texts.compare(CHAIN, shorter)))
        .containsExactly("- FULLY_CONNECTED a", "- TANH b", "! FULLY_CONNECTED c→r");
  }

  @Test
  void branchesInAnotherOrderAreFoundByWhatTheyRead() {
    String one =
        """
        graph main(%x: f32[1,4], %y: f32[1,4]) -> (%a, %b) {
          %a: f32[1,4] = TANH(%x)
          %b: f32[1,4] = TANH(%y)
        }
        """;
    String other =
        """
        graph main(%x: f32[1,4], %y: f32[1,4]) -> (%p, %q) {
          %q: f32[1,4] = TANH(%y)
          %p: f32[1,4] = TANH(%x)
        }
        """;
    assertThat(Texts.layers(Texts.compare(one, other)))
        .containsExactlyInAnyOrder("~ TANH a→p", "~ TANH b→q");
  }

  @Test
  void anotherOpOfTheSameNameDoesItsWork() {
    Comparison comparison = Texts.compare(CHAIN, CHAIN.replace("TANH", "LOGISTIC"));
    assertThat(Texts.layers(comparison)).contains("! TANH b→b");
    assertThat(Texts.changes(comparison)).containsExactly("OP op: TANH → LOGISTIC");
  }

  @Test
  void aBorderOfTypesIsNoMiddleman() {
    String quantized =
        """
        graph main(%x: f32[1,4]) -> (%c) {
          const %w: i8[4,4] quant(scale 0.01, zero 0) = splat 1
          const %v: f32[4,4] = seed 2 range -1 1
          %i: i8[1,4] quant(scale 0.01, zero 0) = QUANTIZE(%x)
          %a_i: i8[1,4] quant(scale 0.05, zero 0) = FULLY_CONNECTED(%i, %w, _) FullyConnectedOptions{}
          %a: f32[1,4] = DEQUANTIZE(%a_i)
          %b: f32[1,4] = TANH(%a)
          %c: f32[1,4] = FULLY_CONNECTED(%b, %v, _) FullyConnectedOptions{}
        }
        """;
    Comparison comparison = Texts.compare(CHAIN, quantized);
    assertThat(Texts.layers(comparison))
        .containsExactly(
            "+ QUANTIZE i",
            "! FULLY_CONNECTED a→a_i",
            "+ DEQUANTIZE a",
            "= TANH b",
            "= FULLY_CONNECTED c");
    assertThat(Texts.changes(comparison)).noneMatch(c -> c.startsWith("INPUT"));
  }

  @Test
  void bodiesOfLoopsAreComparedWithOneAnother() {
    String loop =
        """
        graph main(%n: i32[1]) -> (%end) {
          %end: i32[1] = WHILE(%n) WhileOptions{body_subgraph_index: 2, cond_subgraph_index: 1}
        }
        graph cond(%n: i32[1]) -> (%c) {
          const %most: i32[1] = {5}
          %c: bool[1] = LESS(%n, %most)
        }
        graph body(%n: i32[1]) -> (%m) {
          const %one: i32[1] = {1}
          %m: i32[1] = ADD(%n, %one) AddOptions{}
        }
        """;
    String other = loop.replace("{1}", "{2}").replace("graph body", "graph turn");
    Comparison comparison = Texts.compare(loop, other);
    assertThat(Texts.layers(comparison)).containsExactly("= WHILE end", "= LESS c", "! ADD m→m");
    assertThat(Texts.changes(comparison)).containsExactly("OPTION input 1: (1) → (2)");
    assertThat(comparison.other())
        .containsExactly(new Change(Change.Kind.MODEL, "graph 2", "body", "turn"));
  }

  @Test
  void aGraphThatOnlyOneModelHasIsTold() {
    String two = CHAIN + CHAIN.replace("graph main", "graph second");
    Comparison comparison = Texts.compare(CHAIN, two);
    assertThat(comparison.other())
        .containsExactly(new Change(Change.Kind.MODEL, "graph 1", "", "'second' of 3 ops"));
    assertThat(comparison.layers(LayerPair.Status.ADDED)).hasSize(3);
  }

  @Test
  void opsThatOctetDoesNotKnowAreComparedByTheirBytes() {
    String custom =
        """
        graph main(%x: f32[1,4]) -> (%y) {
          %y: f32[1,4] = custom:"My Op"(%x) bytes 0x00ff
        }
        """;
    assertThat(Texts.compare(custom, custom).isSame()).isTrue();
    assertThat(Texts.changes(Texts.compare(custom, custom.replace("00ff", "00fe"))))
        .containsExactly("OPTION custom options: 2 B → 2 B, other ones");
  }

  @Test
  void optionsVersionsAndShapesThatDifferAreNamed() {
    String pool =
        """
        graph main(%x: f32[1,8,8,1]) -> (%y) {
          %y: f32[1,4,4,1] = MAX_POOL_2D(%x) Pool2DOptions{filter_height: 2, filter_width: 2, stride_h: 2, stride_w: 2}
        }
        """;
    assertThat(
            Texts.changes(
                Texts.compare(
                    pool, pool.replace("stride_w: 2", "stride_w: 1").replace("4,4,1]", "4,7,1]"))))
        .containsExactly("OPTION stride_w: 2 → 1", "SHAPE output 0: [1,4,4,1] → [1,4,7,1]");
    assertThat(Texts.changes(Texts.compare(pool, pool.replace("f32[1,4", "f32[1?,4"))))
        .containsExactly("OPEN output 0: [1,4,4,1] → [1?,4,4,1]");
  }

  /** Runs of thousands of layers without names, of which one is missing. */
  @Test
  void longRunsAreAlignedInReasonableTime() {
    Comparison comparison = Texts.compare(chain(5000, -1), chain(5000, 2500));
    assertThat(comparison.layers(LayerPair.Status.REMOVED)).hasSize(1);
    assertThat(comparison.layers(LayerPair.Status.ADDED)).isEmpty();
  }

  private static String chain(int length, int without) {
    var text = new StringBuilder("graph main(%x: f32[4]) -> (%last) {\n");
    String read = "%x";
    for (int i = 0; i < length; i++) {
      if (i != without) {
        String made = "%%n%d_%d".formatted(without + 1, i);
        text.append(
            "  %s: f32[4] = %s(%s)\n".formatted(made, i % 3 == 0 ? "TANH" : "LOGISTIC", read));
        read = made;
      }
    }
    return text + "  %last: f32[4] = LOGISTIC(" + read + ")\n}\n";
  }
}
