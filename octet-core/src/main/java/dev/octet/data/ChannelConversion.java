package dev.octet.data;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts each channel of a sample in its own way. Channels are where {@link ImageLayout} sees
 * them, else along the last axis.
 *
 * @param channels in the order in which the input has them
 * @param planes whether each channel is a plane of its own
 * @param reversed whether the sample has them in the opposite order
 */
record ChannelConversion(List<Conversion> channels, boolean planes, boolean reversed)
    implements Conversion {
  static Conversion of(ElementType from, InputSpec to, Preprocessing preprocessing) {
    var layout = to.shape().isRanked() ? ImageLayout.of(to.shape()) : null;
    boolean planes = layout != null && layout.map(ImageLayout::channelsFirst).orElse(false);
    int wanted = preprocessing.channels();
    if (channels(to.shape(), planes) != wanted) {
      throw Conversion.refused(
              "this preprocessing is for %d channels, which input %s does not have"
                  .formatted(wanted, to))
          .advise("--normalize MEAN,STD and the presets tf, 0-1 and -1-1 take any number");
    }
    var each = new ArrayList<Conversion>();
    for (int c = 0; c < wanted; c++) {
      each.add(Conversion.scaled(from, to, preprocessing.of(c)));
    }
    return new ChannelConversion(each, planes, preprocessing.reversed());
  }

  private static int channels(Shape shape, boolean planes) {
    if (!shape.isRanked() || shape.rank() == 0) {
      return 0;
    }
    int axis = planes ? shape.rank() - 3 : shape.rank() - 1;
    return shape.isDynamic(axis) ? 0 : shape.dim(axis);
  }

  @Override
  public void apply(Stretch whole) {
    int count = channels.size();
    long each = whole.count() / count;
    for (int c = 0; c < count; c++) {
      int from = reversed ? count - 1 - c : c;
      channels
          .get(c)
          .apply(
              new Stretch(
                  whole.source(),
                  whole.from() + (planes ? from * each : from),
                  whole.target(),
                  whole.to() + (planes ? c * each : c),
                  planes ? 1 : count,
                  each));
    }
  }
}
