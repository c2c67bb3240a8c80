package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.read;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"})
  void readsEveryTypeInBothByteOrdersAndBothLayouts(String type) {
    double[] expected = {-2, -1, 0, 1, 2, 3};
    if (type.equals("b1")) {
      expected = new double[] {1, 0, 1, 0, 1, 0};
    } else if (type.startsWith("u")) {
      expected = new double[] {0, 1, 2, 3, 4, 5};
    }
    for (String variant : new String[] {"little_%s_c", "little_%s_f", "big_%s_c", "big_%s_f"}) {
      NdArray array = read("dtypes.npz", variant.formatted(type));
      assertThat(array.shape()).containsExactly(2, 3);
      assertThat(reals(array)).as(variant).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"stored.npz,a", "stored.npz,b", "zip64.npz,a", "version1.npy,version1"})
  void readsEveryContainer(String file, String name) {
    NdArray array = read(file, name);
    assertThat(array).hasToString("f32[2,3,4]");
    assertThat(reals(array)).containsExactly(count(24));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersion(int version) {
    NdArray array = read("version" + version + ".npy", "version" + version);
    assertThat(reals(array)).containsExactly(count(24));
  }

  @Test
  void slicesAlongTheFirstAxis() {
    NdArray slice = read("stored.npz", "a").slice(1).slice(2);
    assertThat(slice.shape()).containsExactly(4);
    assertThat(reals(slice)).containsExactly(20, 21, 22, 23);
  }

  @Test
  void readsScalarsAndEmptyArrays() {
    assertThat(reals(read("scalar.npy", "scalar"))).containsExactly(7);
    assertThat(read("empty.npy", "empty").shape()).containsExactly(0, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "truncated | byte 69: f32[2,3] takes 24 bytes, there are 23",
        "surplus | byte 69: f32[2,3] takes 24 bytes, there are 25",
        "no_data | there are 0",
        "cut_header | byte 8: the npy header ends after 20 of 59 bytes",
        "version9 | byte 6: npy version 9 is not 1, 2 or 3",
        "long_header | byte 8: the npy header claims 4294967280 bytes",
        "huge_shape | byte 90: shape [1000000, 1000000, 1000000] is larger than any file",
        "overflowing_shape | byte 61: the npy header is malformed: a size is no number",
        "negative_shape | byte 61: the npy header is malformed: a size is no number",
        "no_shape | does not give exactly descr, fortran_order and shape",
        "not_a_dict | byte 10: the npy header is malformed: '{' is missing",
        "unclosed | byte 68: the npy header is malformed: a quoted name is missing",
        "object | (Python objects) is not read",
        "text | numpy type '<U2' (text) is not read",
        "complex | numpy type '<c8' (complex numbers) is not read",
        "structured | structured arrays cannot be samples",
      })
  void refusesMalformedArrays(String name, String message) {
    assertRefused(() -> read("bad_" + name + ".npy", "bad_" + name))
        .hasMessageStartingWith(file("bad_" + name + ".npy") + ": byte ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "truncated_entry.npz | array 'a': byte 128: f32[2,3,4] takes 96 bytes, there are 91",
        "bomb.npz | array 'a': byte 69: f32[2,3] takes 24 bytes, there are 1048576",
        "wrong_crc.npz | array 'a': is damaged: its checksum is wrong",
        "lying_size.npz | array 'a': claims to unpack",
        "cut.npz | is no sound npz (zip) file",
        "words.npz | is neither npy nor npz",
        "nothing.npz | is empty",
      })
  void refusesMalformedArchives(String name, String message) {
    assertRefused(() -> read(name, "a")).hasMessageContaining(name + ": " + message);
  }

  @Test
  void readsTheSoundArraysOfADamagedArchive() {
    assertThat(reals(read("truncated_entry.npz", "b"))).containsExactly(count(24));
  }

  @Test
  void namesTheArraysThereAre() {
    assertRefused(() -> read("stored.npz", "c"))
        .hasMessageEndingWith("stored.npz: has no array 'c'; it has a, b");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertRefused(ErrorCode.NOT_READABLE, () -> read("none.npz", "a"))
        .hasMessageEndingWith("none.npz: no such file");
    assertRefused(ErrorCode.NOT_READABLE, () -> read("images", "a"))
        .hasMessageEndingWith("images: is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "zip64.npz", "version2.npy", "dtypes.npz"})
  void survivesAnyDamage(String name, @TempDir Path folder) throws IOException {
    byte[] sound = Files.readAllBytes(file(name));
    var random = new Random(7);
    Path damaged = folder.resolve(name);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      byte[] bytes = sound.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      Files.write(damaged, java.util.Arrays.copyOf(bytes, length));
      try {
        NumpyFile file = NumpyFile.open(damaged);
        file.names().forEach(file::read);
      } catch (dev.octet.error.OctetException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(10);
  }

  private static double[] count(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }
}
