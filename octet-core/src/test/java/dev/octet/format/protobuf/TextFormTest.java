package dev.octet.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form of messages, with all that people may write. */
class TextFormTest {
  private static final Schema SCHEMA =
      Schema.parse(
          """
          message M
           1 f - float
           2 d - double
           3 i - int32
           4 l - int64
           5 u - uint32
           6 v - uint64
           7 z - sint64
           8 b - bool
           9 s - string
           10 y - bytes
           11 e - E
           12 m - M
           13 fs *+ float
           14 is *+ int64
           15 ms * M
           16 ss * string
           17 any - skip
           18 left |0 int32
           19 right |0 int32
           20 unpacked * int32
          enum E
           0 ZERO
           3 THREE
           -1 BELOW
          """
              .lines()
              .toList());

  /** In tables the sign ⏎ is the end of a line. */
  private static String hex(String text) {
    MemorySegment bytes =
        TextForm.binary(
            MemorySegment.ofArray(text.replace('⏎', '\n').getBytes(StandardCharsets.UTF_8)),
            SCHEMA,
            "M");
    return HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "f: 1.5|0d0000c03f",
        "f: 1.5f|0d0000c03f",
        "f: .5F|0d0000003f",
        "f: 1.|0d0000803f",
        "f: 15e-1|0d0000c03f",
        "f: 2|0d00000040",
        "f: -0.0|0d00000080",
        "f: inf|0d0000807f",
        "f: -Infinity|0d000080ff",
        "f: NaN|0d0000c07f",
        "f: - # minus⏎ 1.5|0d0000c0bf",
        "f: 1e60|0d0000807f",
        "d: 0.1|119a9999999999b93f",
        "d: -inf|11000000000000f0ff",
        "i: -1|18ffffffffffffffffff01",
        "i: 0x7FFFffff|18ffffffff07",
        "i: -2147483648|1880808080f8ffffffff01",
        "i: 010|1808",
        "l: -9223372036854775808|2080808080808080808001",
        "l: -01000000000000000000000|2080808080808080808001",
        "u: 4294967295|28ffffffff0f",
        "v: 18446744073709551615|30ffffffffffffffffff01",
        "z: -2|3803",
        "b: true|4001",
        "b: f|4000",
        "b: 0x1|4001",
        "e: THREE|5803",
        "e: 7|5807",
        "e: -1|58ffffffffffffffffff01",
        "e: BELOW|58ffffffffffffffffff01",
        "m { i: 1 }|62021801",
        "m: < i: 1 >|62021801",
        "m{m<>}|62026200",
        "fs: [1, 2.5]|6a080000803f00002040",
        "fs: 1 fs: 2.5|6a080000803f00002040",
        "fs: []|~~",
        "is: [1, -0x1], is: 300;|720d01ffffffffffffffffff01ac02",
        "ms [{i: 1}, <i: 2>]|7a0218017a021802",
        "ms {} ms: {}|7a007a00",
        "ss: ['a', 'b' \"c\"]|82010161820102" + "6263",
        "unpacked: [1, 2]|a00101a00102",
        "is: 1 i: 1 is: 2|7201011801720102",
        "any { [type.googleapis.com/a.B] { x: [1, {y: 'z'}] } } i: 1|1801",
        "any < a: nan; b: -inf, c: 0x1F [ext.name]: 1.5e-3 d: WORD > i: 1|1801",
        "# nothing but a comment|~~",
        "#c⏎\ti:1#d|1801",
      })
  void isWhatTheBinaryFormSays(String text, String binary) {
    assertThat(hex(text)).isEqualTo(binary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'it''s'|697473",
        "\"'\" '\"'|2722",
        "'\\a\\b\\f\\n\\r\\t\\v\\?\\\\\\'\\\"'|07080c0a0d090b3f5c2722",
        "'\\0\\01\\0012\\377'|0001" + "0132ff",
        "'\\x1\\xfFg'|01ff67",
        "'\\u20aC\\U0001F600'|e282acf09f9880",
        "'\\ud83d\\ude00'|f09f9880",
        "'ü'|c3bc",
        "'a'⏎ # between⏎'b'|6162",
        "''|~~",
      })
  void quotedTextsAreBytes(String literal, String bytes) {
    assertThat(hex("y: " + literal)).isEqualTo("52%02x%s".formatted(bytes.length() / 2, bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "i: 2147483648|line 1, column 4: expected an integer of 32 bits, found 2147483648",
        "i: -2147483649|expected an integer of 32 bits, found -2147483649",
        "i: 1.5|found 1.5",
        "i: 08|found 08",
        "i: 0x|found 0x",
        "u: -1|without a sign, found -1",
        "v: 18446744073709551616|expected an integer",
        "l: 9223372036854775808|expected an integer",
        "f: 0x10|expected a number",
        "f: 010|expected a number",
        "f: 1d|expected a number",
        "f: 1.5.5|expected a number",
        "b: 2|expected true or false",
        "b: -true|expected true or false",
        "e: FOUR|expected one of E",
        "s: 1|expected a quoted text",
        "s: 'a|does not end in its line",
        "s: 'a⏎'|does not end in its line",
        "s: '\\q'|there is no escape \\q",
        "s: '\\400'|no byte",
        "s: '\\x'|lacks digits",
        "s: '\\u12'|lacks digits",
        "s: '\\ud800'|a surrogate is alone",
        "s: '\\ud800\\u0041'|a surrogate is alone",
        "s: '\\udc00'|no character",
        "s: '\\U00110000'|no character",
        "i 1|expected ':', found '1'",
        "i: |expected a value, found the end",
        "i: ,|expected a value, found ','",
        "i: 1 i: 2|line 1, column 6: M has 'i' twice",
        "left: 1 right: 2|M has 'right' and another of its kind",
        "i: [1]|a list for a field that does not repeat",
        "is: [1|expected ']', found the end",
        "is: [1,]|expected a value",
        "m { i: 1|expected '}', found the end",
        "m { i: 1 >|expected '}', found '>'",
        "m 1|expected '{', found '1'",
        "}|nothing is open here",
        "i: 1;;|expected a name, found ';'",
        "1: 2|expected a name, found '1'",
        "a.b: 2|expected a name",
        "ü: 2|expected a name, found byte 195",
        "any { x: 1.5.5. }|expected",
        "any { x: }|expected a value",
        "any { x: 'a }|does not end",
        "any { [a b|expected a value",
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> hex(text))
        .isInstanceOfSatisfying(
            OctetException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
              assertThat(e.advice()).isNotEmpty();
              assertThat(e.where()).matches("line \\d+, column \\d+");
            })
        .hasMessageContaining(message);
  }

  @Test
  void lineAndColumnCountFromOne() {
    assertThatThrownBy(() -> hex("i: 1\n\n  m {\n x: 1 }"))
        .hasMessageStartingWith("line 4, column 2: field 'x' of M is not one that Octet knows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x: 1", "m { new_thing { a: 1 } }", "[a.b]: 1", "ms [{ y: 'a' q: 1 }]"})
  void whatTheSchemaDoesNotKnowIsNotDropped(String text) {
    assertThatThrownBy(() -> hex(text))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL));
  }

  @Test
  void messagesAreNotEndlesslyDeep() {
    assertThat(hex("m {".repeat(100) + "}".repeat(100))).hasSize(2 * (100 + 100 + 37 - 1));
    assertThatThrownBy(() -> hex("m {".repeat(100_000)))
        .hasMessageContaining("messages in messages, 101 deep");
    assertThatThrownBy(() -> hex("any {" + "m <".repeat(100_000)))
        .hasMessageContaining("messages in messages, 101 deep");
  }

  @Test
  void wordsAreNotEndlesslyLong() {
    assertThatThrownBy(() -> hex("i: " + "1".repeat(1_000_000)))
        .hasMessageContaining("a word of more than 1000 characters");
    assertThatThrownBy(() -> hex("any { [" + "a/".repeat(1_000_000)))
        .hasMessageContaining("a name of more than 1000 characters");
  }

  @Test
  void largeTextsTakeTimeInProportion() {
    String literal = "'" + "\\001".repeat(200_000) + "'\n";
    String text = "m { m { y: " + literal.repeat(20) + "} }" + "ms { i: 1 }\n".repeat(200_000);
    assertThat(hex(text)).hasSize(2 * (4_000_000 + 5 + 10 + 200_000 * 4));
  }

  @Test
  void textIsToldFromTheBinaryForm() {
    assertThat(looksLikeText("node { name: \"a\" }")).isTrue();
    assertThat(looksLikeText("\n # a comment\nversions < producer: 1 >")).isTrue();
    assertThat(looksLikeText("")).isFalse();
    assertThat(looksLikeText("just words")).isFalse();
    assertThat(looksLikeText("{\"json\": 1}")).isFalse();
    assertThat(looksLikeText("\n\n\n\4name\22\5Const")).isFalse();
    assertThat(looksLikeText("\10\1\22\0")).isFalse();
  }

  private static boolean looksLikeText(String text) {
    return TextForm.looksLikeText(
        MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
