package dev.octet.format.tensorflow;

import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Window;
import dev.octet.lower.Window.Padding;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;

/**
 * An op on images, whose attributes have a number for each dimension of them, in the order of its
 * data format. LiteRT has channels last; the transposes between two ops that have them first vanish
 * when the graph is tidied up.
 *
 * @param call the op
 * @param rank of the images
 * @param channelsFirst whether channels come behind the batch, and not last
 */
record ImageOp(OpCall call, int rank, boolean channelsFirst) {
  /** The op with images of its input {@code x}, which must have a rank. */
  static ImageOp of(OpCall call, int x, int rank) {
    Shape shape = call.tensor(x).shape();
    if (shape.rank() != rank) {
      throw new IllegalArgumentException("an image of shape " + shape);
    }
    return new ImageOp(call, rank, channelsFirst(call));
  }

  /** Whether the data format has channels behind the batch. */
  static boolean channelsFirst(OpCall call) {
    String format = call.attrs().text("data_format", "NHWC");
    return switch (format) {
      case "NHWC", "NDHWC", "NWC", "CHANNELS_LAST" -> false;
      case "NCHW", "NCDHW", "NCW", "CHANNELS_FIRST" -> true;
      default ->
          throw call.refuse("data format %s does not go".formatted(format))
              .advise("use NHWC or NCHW");
    };
  }

  /** An image with its channels last. */
  Tensor last(Tensor x) {
    return channelsFirst ? toLast(call.graph(), x) : x;
  }

  /** A result, whose channels are last, as the op gives it. */
  Tensor back(Tensor y) {
    return channelsFirst ? toFirst(call.graph(), y) : y;
  }

  /** An image that has its channels first with them last. */
  static Tensor toLast(Lowering g, Tensor x) {
    return Layout.transpose(g, x, Dims.inverse(toFirst(x.shape().rank())));
  }

  private static Tensor toFirst(Lowering g, Tensor x) {
    return Layout.transpose(g, x, toFirst(x.shape().rank()));
  }

  private static int[] toFirst(int rank) {
    int[] order = Dims.axes(rank);
    for (int i = 1; i < rank; i++) {
      order[i] = i == 1 ? rank - 1 : i - 1;
    }
    return order;
  }

  /** The dimensions of an image that are neither its batch nor its channels. */
  private int from() {
    return channelsFirst ? 2 : 1;
  }

  /** The numbers of an attribute for height and width and depth; 1 where there is none. */
  int[] spatial(String attribute) {
    int[] all = call.attrs().integers(attribute);
    if (all.length == 0) {
      all = new int[rank];
      Arrays.fill(all, 1);
    }
    return spatial(all, attribute);
  }

  /** Those of a list for all dimensions, which must be 1 for the batch and for the channels. */
  int[] spatial(int[] all, String what) {
    if (all.length != rank) {
      throw new IllegalArgumentException(
          "%s has %d numbers, not %d".formatted(what, all.length, rank));
    }
    if (all[0] != 1 || all[channelsFirst ? 1 : rank - 1] != 1) {
      throw call.refuse("%s goes over samples or channels".formatted(what))
          .advise("LiteRT has kernels over height and width alone");
    }
    return picked(all);
  }

  /** Those for height and width and depth, whatever the others are. */
  int[] picked(int[] all) {
    return Arrays.copyOfRange(all, from(), from() + rank - 2);
  }

  /** How the kernel moves; where the padding is explicit, over an image that is padded. */
  Window window() {
    return window(spatial("strides"));
  }

  /** The same with strides that are no attribute. */
  Window window(int[] strides) {
    return new Window(strides, spatial("dilations"), padding());
  }

  /** The same in the words of ops that take patches. */
  Window patches() {
    return new Window(spatial("strides"), spatial("rates"), padding());
  }

  private Padding padding() {
    String padding = call.attrs().text("padding", "");
    return switch (padding) {
      case "SAME" -> Padding.SAME;
      case "VALID", "EXPLICIT" -> Padding.VALID;
      default -> throw new IllegalArgumentException("there is no padding '%s'".formatted(padding));
    };
  }

  /** What is padded before each dimension of an image with its channels last. */
  int[] before() {
    return explicit(0);
  }

  /** The same behind them. */
  int[] after() {
    return explicit(1);
  }

  private int[] explicit(int side) {
    int[] all = call.attrs().integers("explicit_paddings");
    var paddings = new int[rank];
    if (!call.attrs().text("padding", "").equals("EXPLICIT")) {
      return paddings;
    }
    if (all.length != 2 * rank || Arrays.stream(all).anyMatch(p -> p < 0)) {
      throw new IllegalArgumentException("explicit paddings " + Arrays.toString(all));
    }
    int channels = channelsFirst ? 1 : rank - 1;
    if ((all[0] | all[1] | all[2 * channels] | all[2 * channels + 1]) != 0) {
      throw call.refuse("it pads samples or channels").advise("pad with tf.pad before it");
    }
    for (int i = 0; i < rank - 2; i++) {
      paddings[1 + i] = all[2 * (from() + i) + side];
    }
    return paddings;
  }
}
