package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Images;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Locale;

/** Layers that crop and resize images, and those that change them at random while training. */
final class ImageLayers {
  /** These give floats. */
  private static final List<String> RANDOM =
      List.of(
          "AugMix",
          "CutMix",
          "RandAugment",
          "RandomElasticTransform",
          "RandomErasing",
          "RandomFlip",
          "RandomGaussianBlur",
          "RandomPerspective",
          "RandomRotation",
          "RandomSharpness",
          "RandomShear",
          "RandomTranslation",
          "RandomZoom",
          "Solarization");

  /** These give what they get, in Keras 2 all but the last two as floats. */
  private static final List<String> RANDOM_OF_ANY_TYPE =
      List.of(
          "Equalization",
          "MaxNumBoundingBoxes",
          "MixUp",
          "RandomBrightness",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomContrast",
          "RandomGrayscale",
          "RandomHue",
          "RandomInvert",
          "RandomPosterization",
          "RandomSaturation",
          "RandomHeight",
          "RandomWidth");

  private ImageLayers() {}

  static void addTo(LayerTable table) {
    RANDOM.forEach(type -> table.add(type, Masks.DROP, PreprocessingLayers::floats));
    RANDOM_OF_ANY_TYPE.forEach(type -> table.add(type, Masks.DROP, ImageLayers::unchanged));
    table.add("RandomCrop", Masks.DROP, ImageLayers::randomCrop);
    table.add("CenterCrop", Masks.DROP, ImageLayers::centerCrop);
    table.add("Resizing", Masks.DROP, ImageLayers::resize);
  }

  /** Only Keras 3 says the data format of such layers. */
  private static boolean isKeras3(LayerCall call) {
    return call.config().has("data_format");
  }

  private static Tensor unchanged(LayerCall call) {
    String type = call.layer().type();
    boolean keeps = isKeras3(call) || type.equals("RandomHeight") || type.equals("RandomWidth");
    return keeps ? call.input() : PreprocessingLayers.floats(call);
  }

  /** Keras 3 leaves the image as it is unless it trains; Keras 2 cuts out and resizes. */
  private static Tensor randomCrop(LayerCall call) {
    Tensor x = call.input();
    return isKeras3(call)
        ? x
        : DataFormat.channelsLast(
            call, PreprocessingLayers.floats(call), y -> bilinear(call, cropped(call, y)));
  }

  private static Tensor centerCrop(LayerCall call) {
    int height = size(call, "height");
    int width = size(call, "width");
    return DataFormat.channelsLast(
        call,
        image(PreprocessingLayers.floats(call)),
        x -> {
          int dh = x.shape().dim(1) - height;
          int dw = x.shape().dim(2) - width;
          if (dh < 0 || dw < 0) {
            return bilinear(call, cropped(call, x));
          }
          Tensor rows = Layout.slice(call.graph(), x, 1, dh / 2, height);
          return Layout.slice(call.graph(), rows, 2, dw / 2, width);
        });
  }

  private static int size(LayerCall call, String name) {
    int size = call.config().integer(name);
    if (size <= 0) {
      throw Config.malformed("%s is %d".formatted(name, size));
    }
    return size;
  }

  private static Tensor image(Tensor x) {
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException("%s is no batch of images".formatted(x.shape()));
    }
    return x;
  }

  private static Tensor resize(LayerCall call) {
    Config config = call.config();
    if (config.flag("antialias", false)) {
      throw call.unsupported("LiteRT resizes without antialias=True")
          .advise("resize before the model, or leave it out and train again");
    }
    Tensor x = image(call.input());
    String interpolation = config.text("interpolation", "bilinear").toLowerCase(Locale.ROOT);
    return switch (interpolation) {
      case "nearest" -> nearest(call, x);
      case "bilinear" -> {
        Lowering g = call.graph();
        Tensor floats = Arithmetic.cast(g, x, ElementType.FLOAT32);
        Tensor y = DataFormat.channelsLast(call, floats, i -> bilinear(call, framed(call, i)));
        yield x.type().isInteger() && isKeras3(call)
            ? Arithmetic.cast(g, Arithmetic.unary(g, "ROUND", y), x.type())
            : y;
      }
      default ->
          throw call.unsupported("LiteRT has no interpolation '%s'".formatted(interpolation))
              .advise("use 'bilinear' or 'nearest', or resize before the model");
    };
  }

  /** LiteRT moves bytes and floats; other integers go as floats, which hold pixels exactly. */
  private static Tensor nearest(LayerCall call, Tensor x) {
    Lowering g = call.graph();
    boolean bytes = x.type() == ElementType.UINT8 || x.type() == ElementType.INT8;
    Tensor in = bytes && isKeras3(call) ? x : Arithmetic.cast(g, x, ElementType.FLOAT32);
    int height = size(call, "height");
    int width = size(call, "width");
    Tensor y =
        DataFormat.channelsLast(
            call, in, i -> Images.resizeNearest(g, framed(call, i), height, width));
    boolean keeps = isKeras3(call) || !call.config().has("dtype");
    return Arithmetic.cast(g, y, keeps ? x.type() : Types.of(call.config()));
  }

  private static Tensor bilinear(LayerCall call, Tensor x) {
    return Images.resizeBilinear(call.graph(), x, size(call, "height"), size(call, "width"));
  }

  /** The part of an image, or the image with a margin, that has the proportions of the result. */
  private static Tensor framed(LayerCall call, Tensor x) {
    boolean crop = call.config().flag("crop_to_aspect_ratio", false);
    boolean pad = call.config().flag("pad_to_aspect_ratio", false);
    if (!call.config().text("fill_mode", "constant").equals("constant")) {
      throw call.unsupported(
          "fill_mode '%s' does not go".formatted(call.config().get("fill_mode")));
    }
    return crop ? cropped(call, x) : pad ? padded(call, x) : x;
  }

  private static Tensor cropped(LayerCall call, Tensor x) {
    int height = x.shape().dim(1);
    int width = x.shape().dim(2);
    int h = Math.max(1, Math.min(height, scaled(width, size(call, "height"), size(call, "width"))));
    int w = Math.max(1, Math.min(width, scaled(height, size(call, "width"), size(call, "height"))));
    Tensor rows = Layout.slice(call.graph(), x, 1, (height - h) / 2, h);
    return Layout.slice(call.graph(), rows, 2, (width - w) / 2, w);
  }

  private static Tensor padded(LayerCall call, Tensor x) {
    int height = x.shape().dim(1);
    int width = x.shape().dim(2);
    int h = Math.max(height, scaled(width, size(call, "height"), size(call, "width")));
    int w = Math.max(width, scaled(height, size(call, "width"), size(call, "height")));
    int[] margin = {0, (h - height) / 2, (w - width) / 2, 0};
    double value = call.config().real("fill_value", 0);
    return Layout.pad(call.graph(), x, margin, margin, value);
  }

  private static int scaled(int size, int to, int from) {
    return (int) ((float) ((long) size * to) / from);
  }
}
