package dev.octet.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad file gets one error that says what it is and what to do; nothing is written. */
@Timeout(60)
class KerasBadInputTest {
  @TempDir private Path folder;

  @AfterEach
  void nothingElseIsThere() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).allMatch(f -> f.getFileName().toString().startsWith("bad"));
    }
  }

  private static OctetException refused(ErrorCode code, Path file) {
    OctetException e =
        catchThrowableOfType(OctetException.class, () -> Keras.read(file, KerasOptions.standard()));
    assertThat(e).isNotNull();
    assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
    assertThat(e.advice()).as(e.getMessage()).isNotEmpty();
    assertThat(e.where()).startsWith(file.toString()).containsOnlyOnce(file.toString());
    return e;
  }

  private OctetException refused(ErrorCode code, byte... bytes) throws IOException {
    return refused(code, Files.write(folder.resolve("bad"), bytes));
  }

  private static OctetException refusedFile(ErrorCode code, String name) {
    return refused(code, KerasArchiveTest.file(name));
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(KerasArchiveTest.file(name));
  }

  private static Map<String, byte[]> entries() throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(KerasArchiveTest.file("model.keras").toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zipWith(String name, byte... content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, content);
    return zip(entries);
  }

  private static byte[] zipWithout(String name) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove(name);
    return zip(entries);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where a text is, in the last place that holds it. */
  private static int last(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  private static byte[] replaced(byte[] bytes, String old, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace(old, text)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9, 0.999})
  void aTruncatedFile(double part) throws IOException {
    for (String name : new String[] {"model_k2.h5", "model_k3.h5", "model.keras"}) {
      byte[] whole = bytes(name);
      byte[] cut = Arrays.copyOf(whole, (int) (part * whole.length));
      assertThat(refused(ErrorCode.MALFORMED_MODEL, cut)).hasMessageContaining("cut off");
    }
  }

  @Test
  void anEmptyFile() throws IOException {
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT)).hasMessageContaining("is empty");
  }

  @Test
  void aText() throws IOException {
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, utf8("buy milk")))
        .hasMessageContaining("is no Keras model", "Octet reads");
  }

  @Test
  void aFolder() throws IOException {
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, folder)).hasMessageContaining("is a folder");
    Path saved = Files.createDirectory(folder.resolve("bad"));
    Files.createFile(saved.resolve("saved_model.pb"));
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, saved)).hasMessageContaining("SavedModel");
  }

  @Test
  void aPickle() {
    assertThat(refusedFile(ErrorCode.UNKNOWN_FORMAT, "model.pkl"))
        .hasMessageContaining("is a Python pickle");
  }

  @Test
  void aPyTorchModel() throws IOException {
    byte[] zip = zip(Map.of("archive/data.pkl", new byte[10], "archive/version", utf8("3")));
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, zip)).hasMessageContaining("is a PyTorch model");
  }

  @Test
  void anyOtherZipArchive() throws IOException {
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, zip(Map.of("readme", utf8("hello")))))
        .hasMessageContaining("it has no config.json");
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, zip(Map.of("x.npy", new byte[9]))))
        .hasMessageContaining("NumPy arrays");
  }

  @Test
  void anHdf5FileOfSomethingElse() {
    assertThat(refusedFile(ErrorCode.UNKNOWN_FORMAT, "no_keras.h5"))
        .hasMessageContaining("no Keras model", "model_config");
  }

  @Test
  void anArchitectureOnly() throws IOException {
    assertThat(refused(ErrorCode.UNKNOWN_FORMAT, utf8("{\"class_name\": \"Sequential\"}")))
        .hasMessageContaining("without its weights");
    assertThat(refusedFile(ErrorCode.UNSUPPORTED_MODEL, "no_weights.keras"))
        .hasMessageContaining("has no weights", "model.save(...)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights_k2.h5", "model.weights.h5"})
  void weightsOnly(String name) {
    assertThat(refusedFile(ErrorCode.UNSUPPORTED_MODEL, name))
        .hasMessageContaining("holds weights only")
        .hasMessageContaining("save the whole model with model.save(...)");
  }

  @ParameterizedTest
  @CsvSource({
    "model.weights.npz,as NumPy arrays,save it again",
    "model.weights.json,in several files,max_shard_size"
  })
  void weightsInAnotherForm(String entry, String what, String advice) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove("model.weights.h5");
    entries.put(entry, new byte[10]);
    assertThat(refused(ErrorCode.UNSUPPORTED_MODEL, zip(entries)))
        .hasMessageContaining(what)
        .hasMessageContaining(advice);
  }

  @Test
  void weightsThatAreNoHdf5() throws IOException {
    assertThat(refused(ErrorCode.MALFORMED_MODEL, zipWith("model.weights.h5", utf8("none"))))
        .hasMessageContaining("bad: model.weights.h5: is no HDF5 file");
  }

  @Test
  void weightsInAnotherFile() {
    assertThat(refusedFile(ErrorCode.UNSUPPORTED_MODEL, "outside.h5"))
        .hasMessageContaining("outside.h5: model_weights/dense/dense/kernel:0")
        .hasMessageContaining("is a link to another file, 'model_k2.h5'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "a/../../evil", "/etc/passwd", "..", "C:\\evil", "a\\..\\..\\evil"})
  void anEntryThatLeadsOutOfTheArchive(String name) throws IOException {
    assertThat(refused(ErrorCode.MALFORMED_MODEL, zipWith(name)))
        .hasMessageContaining("leads out of it", name);
  }

  @Test
  void anEntryThatStandsTwice() throws IOException {
    byte[] zip = replaced(zipWith("konfig.json", utf8("{}")), "konfig.json", "config.json");
    assertThat(refused(ErrorCode.MALFORMED_MODEL, zip))
        .hasMessageContaining("holds 'config.json' twice");
  }

  @Test
  void anEncryptedEntry() throws IOException {
    byte[] zip = bytes("model.keras");
    zip[last(zip, "PK\1\2") + 8] |= 1;
    assertThat(refused(ErrorCode.UNSUPPORTED_MODEL, zip)).hasMessageContaining("is an encrypted");
  }

  @Test
  void anEntryWhoseChecksumIsWrong() throws IOException {
    byte[] stored = replaced(bytes("model.keras"), "\"Sequential\"", "\"Sequentiel\"");
    assertThat(refused(ErrorCode.MALFORMED_MODEL, stored))
        .hasMessageContaining("bad: config.json: is damaged: its checksum is wrong");
    byte[] deflated = bytes("deflated.keras");
    deflated[last(deflated, "PK\1\2") + 16] ^= 1;
    assertThat(refused(ErrorCode.MALFORMED_MODEL, deflated))
        .hasMessageContaining("bad: model.weights.h5: is damaged: its checksum is wrong");
  }

  @Test
  void aZipBomb() throws IOException {
    assertThat(refused(ErrorCode.MODEL_TOO_LARGE, zipWith("config.json", new byte[100 << 20])))
        .hasMessageContaining("bad: config.json: claims to unpack to 104857600 bytes");
    assertThat(refused(ErrorCode.MODEL_TOO_LARGE, zipWith("model.weights.h5", new byte[300 << 20])))
        .hasMessageContaining("bad: model.weights.h5: claims to unpack to 314572800 bytes");
  }

  @Test
  void aZipBombThatLiesAboutItsSize() throws IOException {
    byte[] zip = zipWith("config.json", new byte[100 << 20]);
    byte[] zeros = new byte[1000];
    var crc = new CRC32();
    crc.update(zeros);
    int header = last(zip, "config.json") - 46;
    write(zip, header + 16, (int) crc.getValue());
    write(zip, header + 24, zeros.length);
    assertThat(refused(ErrorCode.MALFORMED_MODEL, zip))
        .hasMessageContaining("bad: config.json: does not unpack to the 1000 bytes it claims");
  }

  private static void write(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }

  @ParameterizedTest
  @CsvSource({"[,]", "{\"a\":,}"})
  void anArchitectureThatNestsTenThousandLevels(String open, String close) throws IOException {
    String nested = "{\"config\": " + open.repeat(10_000) + "0" + close.repeat(10_000) + "}";
    assertThat(refused(ErrorCode.MALFORMED_MODEL, zipWith("config.json", utf8(nested))))
        .hasMessageContaining("bad: config.json: is no sound JSON")
        .hasMessageContainingAll("esting limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1, 2]", "{\"a\": 1} 2", "{\"a\" 1}", "{", "null", "\"text\""})
  void anArchitectureThatIsNoJsonObject(String json) throws IOException {
    assertThat(refused(ErrorCode.MALFORMED_MODEL, zipWith("config.json", utf8(json))))
        .hasMessageContaining("bad: config.json: is no ");
  }

  @Test
  void anArchitectureOfMoreThanAnySaneSize() throws IOException {
    // stored, so that it is no bomb
    byte[] blanks = new byte[70 << 20];
    Arrays.fill(blanks, (byte) ' ');
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.write(blanks);
    }
    assertThat(refused(ErrorCode.MODEL_TOO_LARGE, bytes.toByteArray()))
        .hasMessageContaining("config.json");
  }

  @Test
  void anArchiveWithoutMetadataIsReadAllTheSame() throws IOException {
    Path file = Files.write(folder.resolve("bad"), zipWithout("metadata.json"));
    assertThat(KerasArchive.open(KerasArchive.map(file)).kerasVersion()).isEqualTo("1");
  }

  @Test
  void aLinkToAnotherFileInsideOfAnArchive() throws IOException {
    Path file =
        Files.write(folder.resolve("bad"), zipWith("model.weights.h5", bytes("outside.h5")));
    var weights = KerasArchive.open(KerasArchive.map(file)).weightGroup();
    assertThat(
            catchThrowableOfType(
                    OctetException.class,
                    () ->
                        weights
                            .dataset("model_weights/dense/dense/kernel:0")
                            .map(Hdf5Dataset::data))
                .code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
  }
}
