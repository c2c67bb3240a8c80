package dev.octet.format.hdf5;

import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An array of numbers in an HDF5 file. */
public final class Hdf5Dataset {
  private static final int NULL_SPACE = 2;
  private static final long MOST_ELEMENTS = 1L << 40;

  private final Hdf5Object object;
  private final Element element;
  private final int[] shape;
  private volatile @Nullable Constant data;

  Hdf5Dataset(Hdf5Object object) {
    this.object = object;
    if (object.header().has(Header.EXTERNAL_FILES)) {
      throw Hdf5Errors.unsupported("keeps its elements in another file");
    }
    this.element = Element.of(object.header(), object.text(Element.KERAS_TYPE).orElse(""));
    this.shape =
        shape(
            object
                .header()
                .one(DataSpaceMessage.MESSAGE_TYPE, DataSpaceMessage.class)
                .getDataSpace());
  }

  private static int[] shape(DataSpace space) {
    if (space.getType() == NULL_SPACE) {
      throw Hdf5Errors.unsupported("is a dataset that holds nothing");
    }
    long[] dims = space.getDimensionsAsLong();
    int[] shape = new int[dims.length];
    long elements = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw Hdf5Errors.tooLarge("has a dimension of " + Long.toUnsignedString(dims[i]));
      }
      shape[i] = (int) dims[i];
      elements *= dims[i]; // cannot overflow before it is too much
      if (elements > MOST_ELEMENTS) {
        throw Hdf5Errors.tooLarge("has more than %d elements".formatted(MOST_ELEMENTS));
      }
    }
    return shape;
  }

  /** The names on the way from the root to here, with slashes between them. */
  public String path() {
    return object.path();
  }

  /** A copy of the sizes of its dimensions, the slowest first; none for a scalar. */
  public int[] shape() {
    return shape.clone();
  }

  /** The type of its elements. */
  public ElementType type() {
    return element.type();
  }

  /**
   * Its elements, row-major, little-endian: a view on the file where they are stored so, computed
   * once otherwise.
   *
   * @throws OctetException MALFORMED_MODEL; MODEL_TOO_LARGE if it unpacks to more than any sane
   *     file of its size; UNSUPPORTED_MODEL for compression that is not known
   */
  public Constant data() {
    Constant known = data;
    if (known == null) {
      known = Hdf5Errors.in(object.place(), () -> DataReader.read(object.header(), element, shape));
      data = known;
    }
    return known;
  }

  /**
   * An attribute that is a text.
   *
   * @throws OctetException if it is something else
   */
  public Optional<String> text(String attribute) {
    return object.text(attribute);
  }
}
