package dev.octet.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
  @Test
  void fieldsOfEveryKindAreAsTheEncodingSays() throws IOException {
    var writer =
        new MessageWriter()
            .integer(1, 150)
            .integer(2, -1)
            .text(3, "ü")
            .real(4, 1.5f)
            .real(5, 1.5)
            .message(6, new MessageWriter().integer(1, 0))
            .bytes(2000, MemorySegment.ofArray(new byte[] {7}));
    assertThat(HexFormat.of().formatHex(written(writer)))
        .isEqualTo(
            "089601"
                + "10ffffffffffffffffff01"
                + "1a02c3bc"
                + "250000c03f"
                + "29000000000000f83f"
                + "32020800"
                + "827d0107");
  }

  @Test
  void largePartsAreWrittenAsTheyComeBetweenSmallOnes() throws IOException {
    var large = new byte[3_000_001];
    Arrays.fill(large, (byte) 5);
    Constant computed =
        Constant.derived(
            2_500_003,
            (offset, target) -> {
              assertThat(offset % Constant.GRAIN).isZero();
              target.fill((byte) 6);
            });
    var nested =
        new MessageWriter()
            .integer(1, 1)
            .bytes(2, MemorySegment.ofArray(large))
            .bytes(3, computed)
            .integer(4, 2);
    byte[] bytes = written(new MessageWriter().integer(9, 3).message(1, nested).integer(9, 4));
    Message read = Message.of(MemorySegment.ofArray(bytes));
    assertThat(read.all(9)).hasSize(2);
    Message inner = read.message(1);
    assertThat(inner.bytes(2).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(large);
    assertThat(inner.bytes(3).byteSize()).isEqualTo(2_500_003);
    assertThat(inner.bytes(3).toArray(ValueLayout.JAVA_BYTE)).containsOnly(6);
    assertThat(inner.integer(1)).isEqualTo(1);
    assertThat(inner.integer(4)).isEqualTo(2);
  }

  @Test
  void copiedFieldsKeepTheirBytesEvenUnusualOnes() throws IOException {
    // a varint longer than it need be, and the same field twice
    byte[] original = {0x08, (byte) 0x81, (byte) 0x80, 0x00, 0x12, 0x01, 0x41, 0x08, 0x02};
    Message message = Message.of(MemorySegment.ofArray(original));
    var all = new MessageWriter();
    message.forEachSpan((_, from, to) -> all.copy(message, from, to));
    assertThat(written(all)).isEqualTo(original);

    var without = new MessageWriter();
    message.forEachSpan(
        (field, from, to) -> {
          if (field.number() == 2) {
            without.text(2, "xyz");
          } else {
            without.copy(message, from, to);
          }
        });
    assertThat(HexFormat.of().formatHex(written(without))).isEqualTo("08818000120378797a0802");
  }

  @Test
  void manySmallFieldsAreWhole() throws IOException {
    var writer = new MessageWriter();
    for (int i = 0; i < 1_000_000; i++) {
      writer.integer(1, i);
    }
    var numbers = new long[] {0};
    Message.of(MemorySegment.ofArray(written(writer)))
        .forEach(f -> assertThat(f.integer()).isEqualTo(numbers[0]++));
    assertThat(numbers[0]).isEqualTo(1_000_000);
  }

  /** By a stream and in memory the same, and as many as it said. */
  private static byte[] written(MessageWriter writer) throws IOException {
    long size = writer.size();
    var out = new ByteArrayOutputStream();
    writer.writeTo(Channels.newChannel(out));
    assertThat(out.size()).isEqualTo(size);
    assertThat(writer.size()).isEqualTo(size);
    assertThat(writer.toBytes().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(out.toByteArray());
    return out.toByteArray();
  }
}
