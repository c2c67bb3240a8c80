package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of a folder, sorted by name, each decoded when it is asked for and resized to the
 * input. Rotation that a camera noted (EXIF) is not applied. See {@link Pixels} for values and
 * resizing, {@link ImageLayout} for what inputs fit.
 */
final class ImageSamples implements Samples {
  private final InputSpec input;
  private final List<ImageFile> files;
  private final ImageLayout layout;
  private final Conversion conversion;

  private ImageSamples(
      InputSpec input, List<ImageFile> files, ImageLayout layout, Conversion conversion) {
    this.input = input;
    this.files = List.copyOf(files);
    this.layout = layout;
    this.conversion = conversion;
  }

  /**
   * Lists the images of a folder.
   *
   * @param notes told what was passed over
   */
  static LabelledSamples open(
      Path folder, List<InputSpec> inputs, DataOptions options, List<String> notes) {
    try {
      if (inputs.size() != 1) {
        throw bad("images go to a single input; the model wants " + inputs)
            .advise("put the inputs' arrays in an npz");
      }
      InputSpec input = inputs.getFirst();
      ImageLayout layout =
          ImageLayout.of(input.shape())
              .orElseThrow(
                  () ->
                      bad("input " + input + " takes no single image")
                          .advise("images go to [1,H,W,C], [1,C,H,W] and the like, C 1, 3 or 4"));
      var conversion = Conversion.of(ElementType.UINT8, input, options.preprocessing());
      return LabelledSamples.of(new ImageSamples(input, images(folder, notes), layout, conversion));
    } catch (OctetException e) {
      throw e.in(folder.toString());
    }
  }

  private static List<ImageFile> images(Path folder, List<String> notes) {
    var images = new ArrayList<ImageFile>();
    var others = new ArrayList<String>();
    try (var list = Files.list(folder)) {
      for (Path path : list.sorted().toList()) {
        var file = new ImageFile(path);
        if (!Files.isDirectory(path) && file.isImage()) {
          images.add(file);
        } else {
          others.add(String.valueOf(path.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read: " + e.getMessage())
          .because(e);
    }
    if (images.isEmpty()) {
      throw bad("has no images").advise("put them in the folder itself, not in folders below it");
    }
    if (!others.isEmpty()) {
      String some = String.join(", ", others.subList(0, Math.min(3, others.size())));
      notes.add(
          "%s: passed over %d that are no images (%s%s)"
              .formatted(folder, others.size(), some, others.size() > 3 ? ", …" : ""));
    }
    return images;
  }

  @Override
  public List<InputSpec> inputs() {
    return List.of(input);
  }

  @Override
  public long size() {
    return files.size();
  }

  @Override
  public int[] dims(long sample, int inputIndex) {
    if (layout.isFixed()) {
      return layout.dims(layout.height(), layout.width());
    }
    int[] size = files.get((int) sample).size();
    return layout.dims(orElse(layout.height(), size[0]), orElse(layout.width(), size[1]));
  }

  private static int orElse(int fixed, int own) {
    return fixed > 0 ? fixed : own;
  }

  @Override
  public void read(long sample, int inputIndex, MemorySegment target) {
    ImageFile file = files.get((int) sample);
    int[] size = layout.isFixed() ? new int[2] : file.size();
    int height = orElse(layout.height(), size[0]);
    int width = orElse(layout.width(), size[1]);
    Pixels pixels = file.pixels(layout.channels(), height, width);
    byte[] bytes = pixels.bytes(layout.channelsFirst());
    try {
      conversion.apply(MemorySegment.ofArray(bytes), 0, bytes.length, target);
    } catch (OctetException e) {
      throw e.in(file.path().toString());
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
