package dev.octet.format.tensorflow.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Array;
import dev.octet.model.Constant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What TensorFlow saved is what is read; what cannot be read is named. */
class TensorBundleTest {
  @TempDir static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    BundleFiles.unpack("bundles.zip", folder);
  }

  private static TensorBundle open(String name) {
    return TensorBundle.open(folder.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"types", "shards", "slices"})
  void readsWhatWasSaved(String name) throws IOException {
    TensorBundle bundle = open(name);
    var read = new ArrayList<String>();
    for (String key : bundle.keys()) {
      read.add(key.startsWith("text/") ? texts(bundle, key) : numbers(bundle, key));
    }
    assertThat(read).isEqualTo(Files.readAllLines(folder.resolve(name + ".txt")));
  }

  private static String numbers(TensorBundle bundle, String key) {
    Array array = bundle.read(key);
    return key + "\t" + array + "\t" + hex(array);
  }

  private static String texts(TensorBundle bundle, String key) {
    String texts =
        bundle.texts(key).stream()
            .map(t -> new String(t.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8))
            .collect(Collectors.joining("|"));
    byte[] bytes = texts.getBytes(StandardCharsets.UTF_8);
    return key + "\tstring" + bundle.shape(key) + "\t" + HexFormat.of().formatHex(bytes);
  }

  private static String hex(Array array) {
    return HexFormat.of().formatHex(array.data().bytes().toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void readsThousandsOfKeysFromSeveralBlocks() {
    TensorBundle bundle = open("many");
    assertThat(List.copyOf(bundle.keys())).hasSize(6000).isSorted();
    int number = 0;
    for (String key : bundle.keys()) {
      assertThat(bundle.read(key).data().bytes().get(Constant.I32, 0)).isEqualTo(number++);
    }
  }

  @Test
  void valuesAreViewsAndReadOnce() {
    TensorBundle bundle = open("types");
    Array values = bundle.read("deep");
    assertThat(values.data()).isInstanceOf(Constant.Stored.class);
    assertThat(values.data().bytes().isMapped()).isTrue();
    assertThat(bundle.read("deep")).isSameAs(values);
  }

  /** The slices of partitioned variables are read as RestoreV2 reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows | 10 4 0,4:-         | i16[4,4]     | true",
        "rows | 10 4 5,1:-         | i16[1,4]     | true",
        "rows | 10 4 3,2:1,2       | i16[2,2]     | false",
        "rows | 10 4 -:-           | i16[10,4]    | false",
        "rows | 10 4 4,0:-         | i16[0,4]     | false",
        "columns | 3 9000 -:250,8350 | u8[3,8350] | true",
        "grid | 5 7 2 1,3:3,3:1,1  | f32[3,3,1]   | false",
        "whole | 2 8 1,1:2,3       | f32[1,3]     | true",
        "whole | 2 8 -:2,3         | f32[2,3]     | false"
      })
  void readsSlices(String key, String slice, String expected, boolean view) {
    TensorBundle bundle = open("slices");
    Array part = bundle.read(key, slice);
    assertThat(part).hasToString(expected);
    assertThat(part.data().bytes().isMapped()).isEqualTo(view);
    String[] extents = slice.substring(slice.lastIndexOf(' ') + 1).split(":", -1);
    Array same = bundle.read(key);
    for (int axis = 0; axis < extents.length; axis++) {
      if (!extents[axis].equals("-")) {
        String[] numbers = extents[axis].split(",", -1);
        same = same.slice(axis, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
      }
    }
    assertThat(hex(part)).isEqualTo(hex(same));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slices | rows | 10 5 0,4:- | has shape [10,4], not that of '10 5 0,4:-'",
        "slices | rows | 10 4 0,11:- | 0,11:- is no slice of shape [10,4]",
        "slices | rows | 10 4 0,4 | 0,4 is no slice of shape [10,4]",
        "slices | rows | 10 4 a,4:- | no size",
        "slices | rows | 10 4 7:- | no part of a dimension",
        "gap | rows | '' | has 28 of 40 values only",
        "gap | rows | 10 4 0,5:- | has 16 of 20 values only",
        "types | nothing | '' | there is no tensor 'nothing'",
      })
  void refusesSlicesThatAreNot(String name, String key, String slice, String what) {
    assertThatThrownBy(() -> open(name).read(key, slice))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(name + ".index")
        .extracting(e -> ((OctetException) e).code())
        .isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  @Test
  void readsTheSlicesThatAreThere() {
    assertThat(open("gap").read("rows", "10 4 7,3:-")).hasToString("f32[3,4]");
  }

  @Test
  void namesTypesThatItDoesNotRead() {
    TensorBundle bundle = open("refused");
    assertThat(bundle.read("good").floats()).containsExactly(1);
    refused(() -> bundle.read("float8"), ErrorCode.UNSUPPORTED_MODEL, "'float8'", "type number 24");
    refused(() -> bundle.read("int4"), ErrorCode.UNSUPPORTED_MODEL, "'int4'", "INT4");
    TensorBundle types = open("types");
    refused(() -> types.read("text/one"), ErrorCode.UNSUPPORTED_MODEL, "'text/one'", "STRING");
    refused(() -> types.texts("scalar"), ErrorCode.MALFORMED_MODEL, "'scalar'", "has no texts");
  }

  @Test
  void namesTheFirstFormat() {
    refused(() -> open("v1"), ErrorCode.UNSUPPORTED_MODEL, "v1", "V1 format");
  }

  @Test
  void namesFilesThatAreMissing() throws IOException {
    refused(() -> open("none"), ErrorCode.NOT_READABLE, "none.index", "no such file");
    Path copy = BundleFiles.unpack("bundles.zip", folder.resolve("missing"));
    Files.delete(copy.resolve("shards.data-00001-of-00003"));
    TensorBundle bundle = TensorBundle.open(copy.resolve("shards"));
    assertThat(bundle.read("layer0/kernel")).hasToString("f32[4,1]");
    refused(
        () -> bundle.read("layer1/kernel"),
        ErrorCode.NOT_READABLE,
        "shards.data-00001-of-00003: no such file",
        "the checkpoint has 3 data files");
  }

  @Test
  void aChangedByteIsFoundAndNamed() throws IOException {
    Path copy = BundleFiles.unpack("bundles.zip", folder.resolve("changed"));
    Path data = copy.resolve("types.data-00000-of-00001");
    byte[] original = Files.readAllBytes(data);
    TensorBundle whole = open("types");
    for (int at = 0; at < original.length; at += 13) {
      byte[] changed = original.clone();
      changed[at] ^= 4;
      Files.write(data, changed);
      TensorBundle bundle = TensorBundle.open(copy.resolve("types"));
      List<String> damaged = whole.keys().stream().filter(k -> fails(bundle, k)).toList();
      assertThat(damaged).as("byte %d", at).hasSize(1);
    }
    byte[] changed = original.clone();
    changed[0] ^= 1;
    Files.write(data, changed);
    String key = "of/float32";
    refused(
        () -> TensorBundle.open(copy.resolve("types")).read(key),
        ErrorCode.MALFORMED_MODEL,
        "types.data-00000-of-00001: byte 0: 'of/float32': its checksum is ",
        "the checkpoint is damaged");
  }

  private static boolean fails(TensorBundle bundle, String key) {
    try {
      if (key.startsWith("text/")) {
        bundle.texts(key);
      } else {
        bundle.read(key);
      }
      return false;
    } catch (OctetException e) {
      assertThat(e).hasMessageContaining("types.data-00000-of-00001: byte ");
      return true;
    }
  }

  @Test
  void filesThatAreCutOffAreFound() throws IOException {
    Path copy = BundleFiles.unpack("bundles.zip", folder.resolve("cut"));
    Path index = copy.resolve("types.index");
    byte[] original = Files.readAllBytes(index);
    for (int size = 0; size < original.length; size++) {
      Files.write(
          index, MemorySegment.ofArray(original).asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
      refused(
          () -> TensorBundle.open(copy.resolve("types")),
          ErrorCode.MALFORMED_MODEL,
          "types.index: is no index of a checkpoint");
    }
    Path data = copy.resolve("shards.data-00002-of-00003");
    Files.write(data, new byte[10]);
    refused(
        () -> TensorBundle.open(copy.resolve("shards")).read("layer2/kernel"),
        ErrorCode.MALFORMED_MODEL,
        "shards.data-00002-of-00003: byte 0: 'layer2/kernel': should have 48 bytes there, in a file"
            + " of 10");
  }

  private static void refused(Runnable read, ErrorCode code, String... parts) {
    assertThatThrownBy(read::run)
        .isInstanceOf(OctetException.class)
        .hasMessageContainingAll(parts)
        .extracting(e -> ((OctetException) e).code())
        .isEqualTo(code);
  }
}
