package dev.octet.data;

import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Images in files, each decoded when it is asked for and resized to the input. Rotation that a
 * camera noted (EXIF) is not applied.
 *
 * @param root the folder
 * @param files below it
 */
record ImageSamples(Path root, List<String> files, InputSpec input, ImageInput how)
    implements Samples {
  /**
   * Opens a folder of images, or one image.
   *
   * @param notes told what was passed over
   */
  static LabelledSamples open(
      Path path, List<InputSpec> inputs, DataOptions options, List<String> notes) {
    try {
      if (inputs.size() != 1) {
        throw Picture.bad("images go to a single input; the model wants " + inputs)
            .advise("put the inputs' arrays in an npz");
      }
      InputSpec input = inputs.getFirst();
      ImageInput how = ImageInput.of(input, options);
      if (Files.isRegularFile(path)) {
        Path root = path.resolveSibling("");
        List<String> one = List.of(String.valueOf(path.getFileName()));
        return new LabelledSamples(new ImageSamples(root, one, input, how), null, one);
      }
      ImageFolder folder = ImageFolder.list(path);
      folder.tell(notes);
      return new LabelledSamples(
          new ImageSamples(path, folder.images(), input, how),
          options.labels() == null ? FolderClasses.of(folder, notes) : null,
          folder.images());
    } catch (OctetException e) {
      throw e.in(path.toString());
    }
  }

  @Override
  public List<InputSpec> inputs() {
    return List.of(input);
  }

  @Override
  public long size() {
    return files.size();
  }

  private ImageFile file(long sample) {
    return new ImageFile(root.resolve(files.get((int) sample)));
  }

  @Override
  public int[] dims(long sample, int inputIndex) {
    ImageFile file = file(sample);
    try {
      return how.dims(file);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  @Override
  public void read(long sample, int inputIndex, MemorySegment target) {
    ImageFile file = file(sample);
    try {
      how.read(file, target);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }
}
