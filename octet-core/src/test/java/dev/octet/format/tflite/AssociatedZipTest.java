package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.octet.EveryMode;
import dev.octet.Fixtures;
import dev.octet.ModelAssert;
import dev.octet.Mutations;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files packed with a model: labels, vocabularies. */
class AssociatedZipTest {
  private static final Map<String, String> LABELS =
      Map.of("labels.txt", "shirt\nshoe\n".repeat(50), "vocab.txt", "a b c", "empty", "");

  @TempDir private Path folder;

  /** An archive whose offsets count from so many bytes before it. */
  private static byte[] zip(long origin, String comment) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.setComment(comment);
      for (var file : LABELS.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] bytes = out.toByteArray();
    MemorySegment memory = MemorySegment.ofArray(bytes);
    int end = bytes.length - 22 - comment.length();
    int directory = memory.get(Constant.I32, end + 16L);
    for (int at = directory; at < end; ) {
      memory.set(Constant.I32, at + 42L, memory.get(Constant.I32, at + 42L) + (int) origin);
      at += 46 + memory.get(Constant.I16, at + 28L) + memory.get(Constant.I16, at + 30L);
    }
    memory.set(Constant.I32, end + 16L, directory + (int) origin);
    return bytes;
  }

  /** The example model with an archive behind it. */
  private byte[] packed(boolean absolute, String comment) throws IOException {
    byte[] model = Files.readAllBytes(Fixtures.model("fmnist_cnn"));
    var out = new ByteArrayOutputStream();
    out.writeBytes(model);
    out.writeBytes(zip(absolute ? model.length : 0, comment));
    return out.toByteArray();
  }

  private static Map<String, String> unpack(Path file) throws IOException {
    var files = new LinkedHashMap<String, String>();
    try (var zip = new ZipFile(file.toFile())) {
      for (var entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        try (var in = zip.getInputStream(entry)) {
          files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource({"true, ''", "false, ''", "true, a comment", "false, a comment"})
  void theyStayAZipThatEverybodyCanOpen(boolean absolute, String comment) throws IOException {
    byte[] bytes = packed(absolute, comment);
    Path packed = Files.write(folder.resolve("packed.tflite"), bytes);
    assertThat(unpack(packed)).containsExactlyInAnyOrderEntriesOf(LABELS);
    Model model = Tflite.read(packed);
    Path written = folder.resolve("written.tflite");
    Tflite.write(model, written);
    assertThat(unpack(written)).containsExactlyInAnyOrderEntriesOf(LABELS);
    assertThat(firstOffset(Files.readAllBytes(written))).isEqualTo(placeOfZip(written));
    Model again = Tflite.read(written);
    ModelAssert.assertSameModel(again, model);
    assertThat(Tflite.bytes(again).mismatch(MemorySegment.ofArray(Files.readAllBytes(written))))
        .as("written twice")
        .isEqualTo(-1);
  }

  private static long placeOfZip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; ; i++) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4) {
        return i;
      }
    }
  }

  /** The smallest offset that the directory gives: from the start of the file, as it should be. */
  private static long firstOffset(byte[] bytes) {
    var memory = MemorySegment.ofArray(bytes);
    long first = Long.MAX_VALUE;
    for (int i = 0; i < bytes.length - 46; i++) {
      if (memory.get(Constant.I32, i) == 0x02014b50) {
        first = Math.min(first, memory.get(Constant.I32, i + 42L));
      }
    }
    return first;
  }

  @Test
  void theyAreThereAfterQuantization() throws IOException {
    byte[] bytes = packed(true, "");
    EveryMode.check(
        Arena.ofAuto().allocate(bytes.length, 16).copyFrom(MemorySegment.ofArray(bytes)),
        folder,
        (_, result) -> assertThat(result.files()).isNotNull());
    assertThat(unpack(folder.resolve("out.tflite"))).containsAllEntriesOf(LABELS);
  }

  @Test
  void theyAreThereBehindAModelPast2GiB() throws IOException {
    Model model = Tflite.read(Files.write(folder.resolve("p.tflite"), packed(true, "")));
    Layout layout = TfliteWriter.layout(model, 0);
    MemorySegment bytes = Arena.ofAuto().allocate(layout.size(), 64);
    new ChunkWriter(layout, 2).to(bytes);
    Path file = Files.write(folder.resolve("outside.tflite"), bytes.toArray(ValueLayout.JAVA_BYTE));
    assertThat(unpack(file)).containsAllEntriesOf(LABELS);
    ModelAssert.assertSameModel(Tflite.read(file), model);
  }

  @Test
  void anArchivePast4GiBStaysOneWhenTheModelShrinks() {
    // one entry, with 64-bit offsets, as archives far behind in a file have them
    long origin = 5L << 30;
    var memory = MemorySegment.ofArray(new byte[30 + 46 + 12 + 56 + 20 + 22]);
    memory.set(Constant.I32, 0, 0x04034b50);
    memory.set(Constant.I32, 30, 0x02014b50);
    memory.set(Constant.I16, 60, (short) 12);
    memory.set(Constant.I32, 72, -1);
    memory.set(Constant.I16, 76, (short) 1);
    memory.set(Constant.I16, 78, (short) 8);
    memory.set(Constant.I64, 80, origin);
    memory.set(Constant.I32, 88, 0x06064b50);
    memory.set(Constant.I64, 88 + 40, 58);
    memory.set(Constant.I64, 88 + 48, origin + 30);
    memory.set(Constant.I32, 144, 0x07064b50);
    memory.set(Constant.I64, 152, origin + 88);
    memory.set(Constant.I32, 164, 0x06054b50);
    memory.set(Constant.I32, 164 + 12, 58);
    memory.set(Constant.I32, 164 + 16, -1);
    var found = Objects.requireNonNull(AssociatedZip.find(memory, 0));
    assertThat(found.origin()).isEqualTo(origin);
    var layout = new Layout.Builder(MemorySegment.ofArray(new byte[1000]));
    AssociatedZip.append(found, layout);
    Layout done = layout.build();
    var bytes = MemorySegment.ofArray(new byte[(int) done.size()]);
    done.chunks().forEach(c -> c.fill(bytes.asSlice(c.start(), c.length())));
    assertThat(bytes.get(Constant.I64, 1080)).isEqualTo(1000);
    assertThat(bytes.get(Constant.I64, 1088 + 48)).isEqualTo(1030);
    assertThat(bytes.get(Constant.I64, 1152)).isEqualTo(1088);
    assertThat(bytes.get(Constant.I32, 1164 + 16)).isEqualTo(-1);
  }

  @Test
  void anArchiveThatABufferHoldsIsNoneOfThem() throws IOException {
    RawFile.Sub graph = RawFile.start().graph();
    int x = graph.tensor("x", 0, 1);
    RawFile file = graph.end(new int[] {x}, x);
    file.metadata("packed", file.outside(4096, zip(0, "").length));
    var out = new ByteArrayOutputStream();
    out.writeBytes(file.bytes().toArray(ValueLayout.JAVA_BYTE));
    out.writeBytes(new byte[4096 - out.size()]);
    out.writeBytes(zip(0, ""));
    assertThat(Tflite.read(MemorySegment.ofArray(out.toByteArray()), "m").files()).isNull();
  }

  @Test
  void damagedArchivesAreLeftOutOrCarriedButNeverAProblem() throws IOException {
    byte[] model = Files.readAllBytes(Fixtures.model("fmnist_cnn"));
    byte[] zip = zip(model.length, "");
    var random = new Random(7);
    int carried = 0;
    for (int i = 0; i < 3000; i++) {
      var out = new ByteArrayOutputStream();
      out.writeBytes(model);
      out.writeBytes(Mutations.of(zip, random));
      try {
        Model read = Tflite.read(MemorySegment.ofArray(out.toByteArray()), "m");
        if (read.files() != null) {
          carried++;
          Tflite.bytes(read);
        }
      } catch (OctetException e) {
        throw new AssertionError("the model itself is sound", e);
      }
    }
    assertThat(carried).isBetween(100, 2999);
    assertThat(LABELS).contains(entry("empty", ""));
  }
}
