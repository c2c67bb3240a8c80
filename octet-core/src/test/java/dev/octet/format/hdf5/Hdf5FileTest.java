package dev.octet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code make_hdf5.py}: the elements of every array count from 0. */
class Hdf5FileTest {
  private static Hdf5File open(String name) {
    return Hdf5File.open(path(name));
  }

  private static Path path(String name) {
    return Fixtures.root().resolve("octet-core/src/test/resources/hdf5").resolve(name);
  }

  private static Hdf5Dataset dataset(String file, String path) {
    return open(file).root().dataset(path).orElseThrow();
  }

  private static ByteBuffer bytes(Hdf5Dataset dataset) {
    return ByteBuffer.wrap(dataset.data().bytes().toArray(ValueLayout.JAVA_BYTE))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<Double> values(Hdf5Dataset dataset) {
    ByteBuffer data = bytes(dataset);
    int width = dataset.type().bits() / 8;
    return IntStream.range(0, data.limit() / width)
        .map(i -> i * width)
        .mapToObj(at -> value(data, at, dataset.type()))
        .toList();
  }

  private static double value(ByteBuffer data, int at, ElementType type) {
    return switch (type) {
      case FLOAT16 -> Float.float16ToFloat(data.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(at) << 16);
      case FLOAT32 -> data.getFloat(at);
      case FLOAT64 -> data.getDouble(at);
      case BOOL, INT8, UINT8 -> data.get(at);
      case INT16, UINT16 -> data.getShort(at);
      case INT32, UINT32 -> data.getInt(at);
      case INT64, UINT64 -> data.getLong(at);
      default -> throw new AssertionError(type);
    };
  }

  private static List<Double> counting(int n) {
    return IntStream.range(0, n).mapToObj(i -> (double) i).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "f2,FLOAT16", "f4,FLOAT32", "f8,FLOAT64", "bf16,BFLOAT16",
    "i1,INT8", "i2,INT16", "i4,INT32", "i8,INT64",
    "u1,UINT8", "u2,UINT16", "u4,UINT32", "u8,UINT64",
    "big_f4,FLOAT32", "big_i2,INT16", "big_f8,FLOAT64", "big_u8,UINT64"
  })
  void everyTypeOfNumber(String name, ElementType type) {
    Hdf5Dataset dataset = dataset("types.h5", "types/" + name);
    assertThat(dataset.type()).isEqualTo(type);
    assertThat(dataset.shape()).containsExactly(2, 3);
    assertThat(values(dataset)).isEqualTo(counting(6));
    assertThat(dataset.path()).isEqualTo("types/" + name);
  }

  @Test
  void booleans() {
    Hdf5Dataset dataset = dataset("types.h5", "types/bool");
    assertThat(dataset.type()).isEqualTo(ElementType.BOOL);
    assertThat(values(dataset)).containsExactly(0.0, 1.0, 1.0);
  }

  @Test
  void aScalarAndNothingAtAll() {
    assertThat(dataset("types.h5", "types/scalar").shape()).isEmpty();
    assertThat(values(dataset("types.h5", "types/scalar"))).containsExactly(7.0);
    assertThat(dataset("types.h5", "types/empty").shape()).containsExactly(0, 4);
    assertThat(values(dataset("types.h5", "types/empty"))).isEmpty();
  }

  @Test
  void elementsInTheHeaderAndElementsNeverWritten() {
    assertThat(values(dataset("types.h5", "compact"))).isEqualTo(counting(6));
    assertThat(values(dataset("types.h5", "unwritten"))).containsExactly(2.5, 2.5, 2.5);
  }

  @Test
  void aContiguousDatasetIsAViewOnTheFile() throws IOException {
    var file = MemorySegment.ofArray(Files.readAllBytes(path("types.h5")));
    Hdf5Dataset dataset = Hdf5File.of(file, "types").root().dataset("types/f4").orElseThrow();
    assertThat(dataset.data().bytes().heapBase()).isEmpty(); // a read-only view hides its array
    assertThat(file.asReadOnly().asOverlappingSlice(dataset.data().bytes())).isPresent();
    assertThat(dataset.data()).isSameAs(dataset.data()).isInstanceOf(Constant.Stored.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gzip", "whole", "all", "big"})
  void chunks(String name) {
    for (String file : List.of("chunks.h5", "chunks_latest.h5")) {
      Hdf5Dataset dataset = dataset(file, name);
      assertThat(dataset.shape()).containsExactly(5, 7, 3);
      assertThat(values(dataset)).as(file).isEqualTo(counting(105));
    }
  }

  @Test
  void aChecksumOverAnOddNumberOfBytes() {
    assertThat(values(dataset("chunks.h5", "checked"))).isEqualTo(counting(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunks.h5", "chunks_latest.h5"})
  void whereNoChunkIsThereIsTheFillValue(String file) {
    List<Double> expected = new ArrayList<>(Collections.nCopies(24, -1.0));
    expected.set(0, 0.0);
    expected.set(1, 1.0);
    expected.set(4, 2.0);
    expected.set(5, 3.0);
    assertThat(values(dataset(file, "holes"))).isEqualTo(expected);
  }

  @Test
  void texts() {
    Hdf5Group root = open("texts.h5").root();
    assertThat(root.text("text")).contains("größer");
    assertThat(root.text("bytes")).contains("bytes");
    assertThat(root.text("fixed")).contains("fixed");
    assertThat(root.text("empty")).contains("");
    assertThat(root.text("long")).contains("x".repeat(100_000));
    assertThat(root.text("nowhere")).isEmpty();
    assertThat(root.hasAttribute("number")).isTrue();
    assertThat(root.hasAttribute("nowhere")).isFalse();
  }

  @Test
  void listsOfTexts() {
    Hdf5Group root = open("texts.h5").root();
    assertThat(root.texts("list")).containsExactly("a", "bcd");
    assertThat(root.texts("unicode_list")).containsExactly("a", "ß");
    assertThat(root.texts("empty_list")).isEmpty();
    assertThat(root.texts("text")).containsExactly("größer");
    assertThat(root.texts("pieces")).containsExactly("one", "two", "three");
    assertThat(root.texts("nowhere")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"groups.h5", "groups_latest.h5", "groups_ordered.h5", "user_block.h5"})
  void groupsOfEveryVersionOfTheFormat(String file) {
    Hdf5Group many = open(file).root().group("many").orElseThrow();
    assertThat(many.names()).hasSize(42).contains("layer_39", "a", "b");
    for (int i = 0; i < 40; i++) {
      assertThat(values(many.dataset("layer_" + i + "/vars/0").orElseThrow()))
          .isEqualTo(counting(6));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(many.group("layer_0").orElseThrow().text("text_" + i)).contains("value " + i);
    }
    assertThat(many.path()).isEqualTo("many");
    assertThat(many.group("layer_0/vars").orElseThrow().path()).isEqualTo("many/layer_0/vars");
  }

  @Test
  void namesAreInTheFilesOrder() {
    List<String> sorted = open("groups.h5").root().group("many").orElseThrow().names();
    assertThat(sorted).isSorted();
    assertThat(open("groups_latest.h5").root().group("many").orElseThrow().names())
        .isEqualTo(sorted);
    assertThat(open("groups_ordered.h5").root().group("many").orElseThrow().names())
        .startsWith("layer_0", "layer_1", "layer_2")
        .endsWith("layer_39", "b", "a");
  }

  @Test
  void whatIsNotThereIsEmpty() {
    Hdf5Group root = open("groups.h5").root();
    assertThat(root.group("nowhere")).isEmpty();
    assertThat(root.dataset("many")).isEmpty();
    assertThat(root.group("many/a")).isEmpty();
    assertThat(root.dataset("many/a/b")).isEmpty();
    assertThat(root.group("/many/")).isPresent();
  }

  @Test
  void aFileIsRecognisedByItsSignatureAlone() throws IOException {
    for (String file : List.of("types.h5", "user_block.h5", "groups_latest.h5")) {
      assertThat(Hdf5File.recognises(MemorySegment.ofArray(Files.readAllBytes(path(file)))))
          .isTrue();
    }
    assertThat(Hdf5File.recognises(MemorySegment.ofArray(new byte[0]))).isFalse();
    assertThat(Hdf5File.recognises(MemorySegment.ofArray(new byte[5000]))).isFalse();
  }
}
