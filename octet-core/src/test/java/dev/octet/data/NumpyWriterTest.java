package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.error.ErrorCode;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyWriterTest {
  private static final List<ElementType> TYPES =
      List.of(
          ElementType.BOOL,
          ElementType.INT8,
          ElementType.UINT8,
          ElementType.INT16,
          ElementType.UINT16,
          ElementType.INT32,
          ElementType.UINT32,
          ElementType.INT64,
          ElementType.UINT64,
          ElementType.FLOAT16,
          ElementType.FLOAT32,
          ElementType.FLOAT64);

  @Property(tries = 60)
  void whatIsWrittenIsReadBack(
      @ForAll @IntRange(max = 11) int type,
      @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> dims,
      @ForAll long seed)
      throws IOException {
    NdArray array = random(TYPES.get(type), dims, seed);
    Path folder = Files.createTempDirectory("octet-test");
    Path npy = folder.resolve("a.npy");
    Path npz = folder.resolve("a.npz");
    try {
      NumpyWriter.npy(npy, array);
      var arrays = new LinkedHashMap<String, NdArray>();
      arrays.put("z", array);
      arrays.put("a/b:0", array);
      NumpyWriter.npz(npz, arrays);
      assertSame(NumpyFile.open(npy).read("a"), array);
      assertThat(NumpyFile.open(npz).names()).containsExactly("z", "a/b:0");
      assertSame(NumpyFile.open(npz).read("a/b:0"), array);
    } finally {
      Files.deleteIfExists(npy);
      Files.deleteIfExists(npz);
      Files.delete(folder); // fails if anything else was left behind
    }
  }

  @Test
  void givesTheSameBytesAsNumpy(@TempDir Path folder) throws IOException {
    Path written = folder.resolve("x.npy");
    NumpyWriter.npy(written, TestData.read("version1.npy", "version1"));
    assertThat(written).hasSameBinaryContentAs(TestData.file("version1.npy"));
  }

  @Test
  void readsBackWhatIsTooLargeForMemory(@TempDir Path folder) {
    NdArray array = random(ElementType.FLOAT64, List.of(3, 500_000), 1); // 12 MB, unpacked to disk
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("a", array);
    NumpyWriter.npz(folder.resolve("a.npz"), arrays);
    assertSame(NumpyFile.open(folder.resolve("a.npz")).read("a"), array);
  }

  @Test
  void leavesTheOldFileWhenWritingFails(@TempDir Path folder) throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("out.npz"));
    Files.createFile(inTheWay.resolve("full"));
    assertRefused(ErrorCode.NOT_WRITABLE, () -> NumpyWriter.npz(inTheWay, new LinkedHashMap<>()))
        .hasMessageContaining("out.npz: cannot be written");
    assertThat(folder).isDirectoryNotContaining(p -> !p.equals(inTheWay));
    assertRefused(
        ErrorCode.NOT_WRITABLE,
        () -> NumpyWriter.npz(folder.resolve("no/such/out.npz"), new LinkedHashMap<>()));
  }

  @Test
  void refusesTypesThatNumpyLacks(@TempDir Path folder) {
    var array = new NdArray(ElementType.BFLOAT16, new long[0], MemorySegment.ofArray(new byte[2]));
    assertRefused(() -> NumpyWriter.npy(folder.resolve("a.npy"), array))
        .hasMessageContaining("bf16");
    assertThat(folder).isEmptyDirectory();
  }

  private static NdArray random(ElementType type, List<Integer> dims, long seed) {
    long[] shape = dims.stream().mapToLong(d -> d).toArray();
    var bytes = new byte[(int) type.bytes(NdArray.elements(shape))];
    new Random(seed).nextBytes(bytes);
    return new NdArray(type, shape, MemorySegment.ofArray(bytes));
  }

  private static void assertSame(NdArray read, NdArray written) {
    assertThat(read).hasToString(written.toString());
    assertThat(read.data().mismatch(written.data())).isEqualTo(-1);
  }
}
