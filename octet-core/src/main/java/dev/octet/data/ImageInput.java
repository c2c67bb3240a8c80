package dev.octet.data;

import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;

/** Brings images to an input. {@link Pixels} says what values, {@link ImageLayout} what inputs. */
record ImageInput(ImageLayout layout, ImageSizing sizing, Conversion conversion) {
  /**
   * What brings images to this input.
   *
   * @throws dev.octet.error.OctetException {@code BAD_DATA} if it takes none
   */
  static ImageInput of(InputSpec input, DataOptions options) {
    ImageLayout layout =
        ImageLayout.of(input.shape())
            .orElseThrow(
                () ->
                    Picture.bad("input " + input + " takes no single image")
                        .advise("images go to [1,H,W,C], [1,C,H,W] and the like, C 1, 3 or 4"));
    return new ImageInput(
        layout, options.sizing(), Conversion.of(ElementType.UINT8, input, options.preprocessing()));
  }

  /** The dimensions that an image gives the input. */
  int[] dims(Picture picture) {
    int[] size = size(picture);
    return layout.dims(size[0], size[1]);
  }

  /** Writes the values of an image. */
  void read(Picture picture, MemorySegment target) {
    int[] size = size(picture);
    Pixels pixels = picture.pixels(layout.channels(), size[0], size[1], sizing);
    byte[] bytes = pixels.bytes(layout.channelsFirst());
    conversion.apply(MemorySegment.ofArray(bytes), 0, bytes.length, target);
  }

  /** The height and width it is brought to: its own where the input is free. */
  private int[] size(Picture picture) {
    if (layout.isFixed()) {
      return new int[] {layout.height(), layout.width()};
    }
    int[] own = picture.size();
    return new int[] {orElse(layout.height(), own[0]), orElse(layout.width(), own[1])};
  }

  private static int orElse(int fixed, int own) {
    return fixed > 0 ? fixed : own;
  }
}
