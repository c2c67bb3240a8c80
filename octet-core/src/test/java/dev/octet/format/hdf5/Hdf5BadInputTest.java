package dev.octet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.Fixtures;
import dev.octet.Mutations;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or mean ill: see {@code make_hdf5.py}. */
@Timeout(60)
class Hdf5BadInputTest {
  private static final Path FOLDER = Fixtures.root().resolve("octet-core/src/test/resources/hdf5");

  private static Hdf5Group root(String name) {
    return Hdf5File.open(FOLDER.resolve(name)).root();
  }

  private static Hdf5Group root(byte[] bytes) {
    return Hdf5File.of(MemorySegment.ofArray(bytes), "m.h5").root();
  }

  private static OctetException refused(ErrorCode code, ThrowingCallable call) {
    OctetException e = catchThrowableOfType(OctetException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
    assertThat(e.advice()).as(e.getMessage()).isNotEmpty();
    return e;
  }

  @ParameterizedTest
  @CsvSource({
    "soft,is a symbolic link",
    "loop,is a symbolic link",
    "soft/x,is a symbolic link",
    "outside,is a link to another file",
    "elsewhere,keeps its elements in another file",
    "virtual,Virtual storage"
  })
  void linksAndDataOutsideAreNotFollowed(String path, String reason) {
    OctetException e =
        refused(
            ErrorCode.UNSUPPORTED_MODEL, () -> root("links.h5").dataset(path).orElseThrow().data());
    assertThat(e)
        .hasMessageContaining("links.h5: " + path.replace("/x", ""))
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outer/inner/up", "outer/inner/self", "outer/inner/root"})
  void aGroupThatContainsItself(String path) {
    OctetException e = refused(ErrorCode.MALFORMED_MODEL, () -> root("links.h5").group(path));
    assertThat(e).hasMessageContaining("links.h5: " + path + ": is a group that contains itself");
  }

  @Test
  void aSecondLinkToTheSameDataIsFine() {
    assertThat(root("links.h5").dataset("again")).isPresent();
  }

  private static void openAll(Hdf5Group group) {
    group.names().forEach(name -> group.group(name).ifPresent(Hdf5BadInputTest::openAll));
  }

  @Test
  void morePathsThanAnyoneCanWalk() {
    Hdf5Group twice = root("links.h5").group("twice").orElseThrow();
    OctetException e = refused(ErrorCode.MALFORMED_MODEL, () -> openAll(twice));
    assertThat(e).hasMessageContaining("more paths than links");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "chunk", "unwritten"})
  void dataThatClaimToBeMoreThanTheFileCanHold(String path) {
    Hdf5Dataset dataset = root("bomb.h5").dataset(path).orElseThrow();
    OctetException e = refused(ErrorCode.MODEL_TOO_LARGE, dataset::data);
    assertThat(e).hasMessageContaining("bomb.h5: " + path);
  }

  @ParameterizedTest
  @CsvSource({"text,no plain numbers", "complex,no plain numbers", "nothing,holds nothing"})
  void whatIsNoNumber(String name, String reason) {
    OctetException e =
        refused(ErrorCode.UNSUPPORTED_MODEL, () -> root("types.h5").dataset("types/" + name));
    assertThat(e).hasMessageContaining("types.h5: types/" + name).hasMessageContaining(reason);
  }

  @Test
  void compressionThatIsNotKnown() {
    Hdf5Dataset dataset = root("chunks.h5").dataset("lzf").orElseThrow();
    assertThat(refused(ErrorCode.UNSUPPORTED_MODEL, dataset::data))
        .hasMessageContaining("chunks.h5: lzf: is packed with 'lzf'");
  }

  @Test
  void aListOfChunksThatIsNotKnown() {
    Hdf5Dataset dataset = root("chunks_latest.h5").dataset("grows").orElseThrow();
    assertThat(refused(ErrorCode.UNSUPPORTED_MODEL, dataset::data))
        .hasMessageContaining("chunks_latest.h5: grows");
  }

  @Test
  void attributesThatAreNoText() {
    Hdf5Group root = root("texts.h5");
    assertThat(refused(ErrorCode.UNSUPPORTED_MODEL, () -> root.text("number")))
        .hasMessageContaining("texts.h5: attribute 'number': is no text");
    refused(ErrorCode.MALFORMED_MODEL, () -> root.text("list"));
  }

  @Test
  void noHdf5FileAtAll() {
    assertThat(catchThrowableOfType(OctetException.class, () -> root(new byte[100])).code())
        .isEqualTo(ErrorCode.UNKNOWN_FORMAT);
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(catchThrowableOfType(OctetException.class, () -> root("nowhere.h5")).code())
        .isEqualTo(ErrorCode.NOT_READABLE);
  }

  /** The file, and where a structure of it starts, by its signature. */
  private static final class Found {
    private final byte[] bytes;
    private final int at;

    private Found(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    static Found in(String name, String signature) throws IOException {
      byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
      int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(signature);
      assertThat(at).isPositive();
      return new Found(bytes, at);
    }

    Found with(int offset, long value, int width) {
      for (int i = 0; i < width; i++) {
        bytes[at + offset + i] = (byte) (value >> (8 * i));
      }
      return this;
    }
  }

  @Test
  void aHeapThatClaimsBillionsOfBlocks() throws IOException {
    Found heap = Found.in("groups_latest.h5", "FRHP").with(110, 0xFFFF, 2).with(140, 0xFFFF, 2);
    assertThat(refused(ErrorCode.MALFORMED_MODEL, () -> openAll(root(heap.bytes))))
        .hasMessageContaining("an index of");
  }

  @Test
  void aTreeThatClaimsBillionsOfRecords() throws IOException {
    Found tree = Found.in("groups_latest.h5", "BTHD").with(26, Integer.MAX_VALUE, 8);
    assertThat(refused(ErrorCode.MALFORMED_MODEL, () -> openAll(root(tree.bytes))))
        .hasMessageContaining("an index of");
  }

  @Test
  void aTreeOfThousandsOfLevels() throws IOException {
    Found tree = Found.in("groups_latest.h5", "BTHD").with(12, 60_000, 2);
    assertThat(refused(ErrorCode.MALFORMED_MODEL, () -> openAll(root(tree.bytes))))
        .hasMessageContaining("more levels");
  }

  @Test
  void aListOfChunksThatClaimsBillions() throws IOException {
    Found list = Found.in("chunks_latest.h5", "FAHD").with(8, Integer.MAX_VALUE, 8);
    Hdf5Group root = root(list.bytes);
    assertThat(root.names())
        .anySatisfy(
            name ->
                assertThat(
                        refused(
                            ErrorCode.MALFORMED_MODEL,
                            () -> root.dataset(name).orElseThrow().data()))
                    .hasMessageContaining("an index of"));
  }

  @Test
  void aTreeThatContainsItself() throws IOException {
    Found tree = Found.in("groups.h5", "TREE");
    tree.with(5, 1, 1).with(6, 2, 2).with(32, tree.at, 8).with(48, tree.at, 8);
    assertThat(refused(ErrorCode.MALFORMED_MODEL, () -> openAll(root(tree.bytes))))
        .hasMessageContaining("its structures");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9, 0.9999})
  void aTruncatedFile(double part) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("groups.h5"));
    byte[] cut = Arrays.copyOf(whole, (int) (part * whole.length));
    assertThat(refused(ErrorCode.MALFORMED_MODEL, () -> root(cut)))
        .hasMessageContaining("m.h5: is cut off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"types.h5", "chunks.h5", "chunks_latest.h5", "texts.h5", "groups_latest.h5"})
  void damage(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
    int refusedNow = refusals(whole);
    int noticed = 0;
    for (int seed = 0; seed < 400; seed++) {
      noticed += refusals(Mutations.of(whole, new Random(seed))) > refusedNow ? 1 : 0;
    }
    assertThat(noticed).isBetween(1, 399);
  }

  /** Reads every element; returns how often that was refused. Nothing else may be thrown. */
  private static int refusals(byte[] file) {
    var refusals = new AtomicInteger();
    attempt(refusals, () -> readAll(root(file), refusals));
    return refusals.get();
  }

  private static void readAll(Hdf5Group group, AtomicInteger refusals) {
    for (String name : group.names()) {
      attempt(refusals, () -> group.dataset(name).ifPresent(Hdf5Dataset::data));
      attempt(refusals, () -> group.group(name).ifPresent(g -> readAll(g, refusals)));
    }
  }

  private static void attempt(AtomicInteger refusals, Runnable read) {
    try {
      read.run();
    } catch (OctetException e) {
      assertThat(e.code().kind()).as(e.getMessage()).isEqualTo(ErrorCode.Kind.INPUT);
      refusals.incrementAndGet();
    }
  }
}
