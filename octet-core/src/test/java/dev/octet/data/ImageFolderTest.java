package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of classes, labels of files, and files that are bad. */
class ImageFolderTest {
  private static final InputSpec COLOUR = input(ElementType.UINT8, 1, 2, 4, 3);
  private static final DataOptions STANDARD = DataOptions.standard();

  @TempDir private Path folder;

  private void image(String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(file("images/a_rgb.png"), target);
  }

  private void images(String... names) throws IOException {
    for (String name : names) {
      image(name);
    }
  }

  private Path text(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private RepresentativeDataset read(DataOptions options) {
    return open(folder.toString(), options, COLOUR);
  }

  private Part part() {
    return read(STANDARD).parts().getFirst();
  }

  private ClassLabels labels(String file, String text) throws IOException {
    Path labels = text("../" + file, text);
    try {
      Part part = read(STANDARD.withLabels(labels.toString())).parts().getFirst();
      return (ClassLabels) Objects.requireNonNull(part.labels());
    } finally {
      Files.delete(labels);
    }
  }

  @Test
  void foldersAreClassesByName() throws IOException {
    images("dog/2.png", "dog/1.png", "cat/deep/9.png", "cat/3.png", "10/x.png");
    Files.createDirectories(folder.resolve("eel"));
    assertThat(part().labels())
        .isEqualTo(Labels.of(new int[] {0, 1, 1, 2, 2}, List.of("10", "cat", "dog", "eel")));
    assertThat(((ImageSamples) part().samples()).files())
        .containsExactly("10/x.png", "cat/3.png", "cat/deep/9.png", "dog/1.png", "dog/2.png");
  }

  @Test
  void aListOrdersTheClasses() throws IOException {
    images("cat/1.png", "dog/2.png");
    text("classes.txt", "dog\nbird\ncat\n");
    assertThat(part().labels())
        .isEqualTo(Labels.of(new int[] {2, 0}, List.of("dog", "bird", "cat")));
    text("classes.txt", "dog\nbird\n");
    assertRefused(this::part)
        .hasMessageContaining("1 images are in folders that are none of the 2 classes")
        .hasMessageContaining("cat/1.png");
  }

  @Test
  void imagesBesideTheFoldersLeaveNoClasses() throws IOException {
    images("cat/1.png", "dog/2.png", "loose.png");
    assertThat(part().labels()).isNull();
    assertThat(read(STANDARD).notes())
        .containsExactly(
            folder
                + ": 1 images beside the folders (loose.png): the folders are taken for no"
                + " classes");
  }

  @Test
  void oneFolderIsNoClass() throws IOException {
    images("all/1.png", "all/2.png", ".hidden/3.png");
    assertThat(part().labels()).isNull();
    assertThat(part().samples().size()).isEqualTo(2);
  }

  @Test
  void labelsOfFilesMayBeInAnyOrder() throws IOException {
    images("a.png", "b c.png", "sub/d.png");
    ClassLabels expected = Labels.of(new int[] {1, 0, 1}, List.of("cat", "dog"));
    assertThat(labels("l.csv", "filename,label\nsub/d.png,dog\nb c.png,cat\na.png,dog\n"))
        .isEqualTo(expected);
    assertThat(labels("l.csv", "id,width,class\nd,5,dog\nb c,6,cat\na,7,dog\n"))
        .isEqualTo(expected);
    assertThat(labels("l.csv", "d.png,dog\n\"b c.png\",cat\na.png,dog\n")).isEqualTo(expected);
    assertThat(labels("l.txt", "d.png dog\nb c.png cat\na.png dog\n")).isEqualTo(expected);
    assertThat(labels("l.txt", "d.png,dog\nb c.png,cat\na.png,dog\n")).isEqualTo(expected);
    assertThat(labels("l.json", "{\"d.png\":\"dog\",\"b c.png\":\"cat\",\"a.png\":\"dog\"}"))
        .isEqualTo(expected);
    assertThat(labels("l.txt", "d.png 1\nb c.png 0\na.png 1\n").classes()).containsExactly(1, 0, 1);
  }

  @Test
  void labelsMayBeInTheOrderOfTheFiles() throws IOException {
    images("a.png", "b.png", "c.png");
    assertThat(labels("l.txt", "2\n0\n2\n\n").classes()).containsExactly(2, 0, 2);
    assertThat(labels("l.txt", "polar bear\nant\npolar bear"))
        .isEqualTo(Labels.of(new int[] {1, 0, 1}, List.of("ant", "polar bear")));
    assertThat(labels("l.json", "[2, 0, 2]").classes()).containsExactly(2, 0, 2);
    assertThat(labels("l.json", "[[0,1],[1,0],[0,1]]").classes()).containsExactly(1, 0, 1);
    assertThat(labels("l.csv", "label\n2\n0\n2\n").classes()).containsExactly(2, 0, 2);
    assertThat(labels("l.json", "{\"classes\":[\"y\",\"x\"],\"labels\":[\"x\",\"y\",\"x\"]}"))
        .isEqualTo(Labels.of(new int[] {1, 0, 1}, List.of("y", "x")));
    assertThat(labels("l.json", "{\"classes\":[\"y\",\"x\"],\"labels\":[1,0,1]}"))
        .isEqualTo(Labels.of(new int[] {1, 0, 1}, List.of("y", "x")));
  }

  @Test
  void aListOfClassesOrdersFolders() throws IOException {
    images("cat/1.png", "dog/2.png", "dog/3.png");
    ClassLabels expected = Labels.of(new int[] {2, 0, 0}, List.of("dog", "bird", "cat"));
    assertThat(labels("l.txt", "dog\nbird\ncat\n")).isEqualTo(expected);
    assertThat(labels("l.json", "{\"classes\":[\"dog\",\"bird\",\"cat\"]}")).isEqualTo(expected);
  }

  @Test
  void numbersWithFractionsAreTargets() throws IOException {
    images("a.png", "b.png");
    Path labels = text("../targets.txt", "0.5\n-2\n");
    Part part = read(STANDARD.withLabels(labels.toString())).parts().getFirst();
    assertThat(part.labels())
        .isInstanceOfSatisfying(
            TargetLabels.class, t -> assertThat(reals(t.targets())).containsExactly(0.5, -2));
  }

  @Test
  void labelsThatDoNotFitAreNamedAndCounted() throws IOException {
    images("a/x.png", "b/x.png", "c.png");
    assertRefused(() -> labels("l.csv", "file,label\nc.png,1\na/x.png,2\n"))
        .hasMessageContaining("no label for 1 of 3 samples: b/x.png");
    assertRefused(() -> labels("l.csv", "file,label\nc.png,1\na/x.png,2\nb/x.png,3\nz.png,4\n"))
        .hasMessageContaining("labels for 1 files that are not among the 3 samples: z.png");
    assertRefused(() -> labels("l.csv", "file,label\nc.png,1\nx.png,2\n"))
        .hasMessageContaining("'x.png' may be any of 2 samples");
    assertRefused(() -> labels("l.csv", "file,label\nc.png,1\nc.png,2\n"))
        .hasMessageContaining("c.png has two labels, 1 and 2");
    assertRefused(() -> labels("l.txt", "1\n2\n")).hasMessageContaining("2 labels for 3 samples");
    assertRefused(() -> labels("l.txt", "1\n-2\n3\n")).hasMessageContaining("label 1: is -2");
    assertRefused(() -> labels("l.txt", "c.png 1\nmore words\n"))
        .hasMessageContaining("line 2: is no file with its label");
    assertRefused(
            () -> labels("l.json", "{\"classes\":[\"y\",\"x\"],\"labels\":[\"x\",\"z\",\"x\"]}"))
        .hasMessageContaining("label 1: 'z' is none of the 2 classes (y, x)");
    assertRefused(() -> labels("l.json", "{\"classes\":[\"y\",\"x\"],\"labels\":[0,2,1]}"))
        .hasMessageContaining("label 1: is 2: there are 2 classes");
    assertRefused(() -> labels("l.json", "{\"classes\":[\"y\",\"y\"],\"labels\":[0,0,1]}"))
        .hasMessageContaining("class 'y' is there twice");
    assertRefused(() -> labels("l.json", "[1, [2], {}]")).hasMessageContaining("element 1");
    assertRefused(() -> labels("l.json", "[1, 2")).hasMessageContaining("is no JSON");
    assertRefused(() -> labels("l.txt", " \n ")).hasMessageContaining("is empty");
  }

  @Test
  void labelsOfFilesWantFiles() throws IOException {
    Path labels = text("l.csv", "file,label\nc.png,1\n");
    assertRefused(() -> LabelsFile.read(labels.toString(), null))
        .hasMessageContaining("the labels name files, and the samples are no files");
  }

  @Test
  void badImagesEndTheRunOrAreLeftOutWithTheirLabels() throws IOException {
    images("cat/1.png", "cat/3.png", "dog/1.png");
    Files.copy(file("broken_images/b.png"), folder.resolve("cat/2.png"));
    Files.createFile(folder.resolve("dog/0.jpg"));
    assertRefused(() -> part().samples().array(1, 0))
        .hasMessageContaining("2.png: is damaged")
        .hasMessageContaining("--skip-bad");
    RepresentativeDataset some = read(STANDARD.withSkipBad(true));
    assertThat(some.size()).isEqualTo(3);
    assertThat(some.parts().getFirst().labels())
        .isEqualTo(Labels.of(new int[] {0, 0, 1}, List.of("cat", "dog")));
    assertThat(some.notes())
        .singleElement()
        .asString()
        .startsWith("left out 2 of 5 samples that cannot be read: ")
        .contains("2.png: is damaged", "0.jpg: is empty");
  }

  @Test
  void nothingButBadImagesIsAnError() throws IOException {
    text("a.png", "these are words");
    text("b.jpg", "");
    assertRefused(() -> read(STANDARD.withSkipBad(true)))
        .hasMessageContaining("none of the 2 samples can be read")
        .hasMessageContaining("a.png: is no image that can be read");
  }

  @Test
  void labelsStayWithTheirSamples() throws IOException {
    images("a/1.png", "b/1.png", "c/1.png", "d/1.png");
    assertThat(read(STANDARD).first(3).parts().getFirst().labels())
        .isEqualTo(Labels.of(new int[] {0, 1, 2}, List.of("a", "b", "c", "d")));
    assertThat(read(STANDARD).spread(2).parts().getFirst().labels())
        .isEqualTo(Labels.of(new int[] {0, 2}, List.of("a", "b", "c", "d")));
  }

  @Test
  void sourcesOfTheSameClassesAreJoined() throws IOException {
    images(
        "one/a/1.png",
        "one/b/1.png",
        "two/a/1.png",
        "two/b/1.png",
        "three/c/1.png",
        "three/d/1.png");
    var inputs = new ModelInputs(List.of(COLOUR), Map.of());
    String one = folder.resolve("one").toString();
    assertThat(
            Datasets.open(List.of(one, folder.resolve("two").toString()), inputs, STANDARD)
                .parts()
                .getFirst()
                .labels())
        .isEqualTo(Labels.of(new int[] {0, 1, 0, 1}, List.of("a", "b")));
    RepresentativeDataset other =
        Datasets.open(List.of(one, folder.resolve("three").toString()), inputs, STANDARD);
    assertThat(other.parts().getFirst().labels()).isNull();
    assertThat(other.notes()).containsExactly("the sources do not agree on labels: none are used");
  }

  @Test
  void noHeaderIsBelieved() throws IOException {
    byte[] png = Files.readAllBytes(file("images/a_rgb.png"));
    png[16] = 0; // the width, 3000 × 3000
    png[18] = 11;
    png[19] = (byte) 184;
    png[22] = 11;
    png[23] = (byte) 184;
    Files.write(folder.resolve("a.png"), png);
    assertRefused(() -> part().samples().array(0, 0)).hasMessageContaining("a.png: is damaged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpha.webp",
        "lossy.webp",
        "progressive.jpg",
        "cmyk.jpg",
        "interlaced.png",
        "grey.bmp"
      })
  void anImageThatIsCutOffIsAnError(String name) throws IOException {
    byte[] all = Files.readAllBytes(file("odd_images/" + name));
    for (int length = 0; length < all.length - 16; length += 1 + all.length / 23) {
      var picture = new ImageBytes(MemorySegment.ofArray(Arrays.copyOf(all, length)));
      assertRefused(() -> picture.pixels(3, 4, 4, ImageSizing.standard()));
    }
  }

  @Test
  void changedBytesDoNoHarm() throws IOException {
    for (String name : List.of("alpha.webp", "lossy.webp", "cmyk.jpg", "interlaced.png")) {
      byte[] all = Files.readAllBytes(file("odd_images/" + name));
      for (int at = 0; at < all.length; at += 1 + all.length / 37) {
        byte[] changed = all.clone();
        changed[at] ^= (byte) 0xA5;
        try {
          var _ =
              new ImageBytes(MemorySegment.ofArray(changed))
                  .pixels(3, 4, 4, ImageSizing.standard());
        } catch (OctetException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA);
        }
      }
    }
  }
}
