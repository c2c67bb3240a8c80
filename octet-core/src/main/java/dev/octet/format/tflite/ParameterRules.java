package dev.octet.format.tflite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks parameters that kernels divide by or abort on, whatever the shapes are. */
final class ParameterRules {
  private static final List<String> STRIDES = List.of("stride_w", "stride_h");

  /** Options that must be at least 1, by op. */
  private static final Map<String, List<String>> POSITIVE =
      Map.ofEntries(
          Map.entry("CONV_2D", STRIDES),
          Map.entry("DEPTHWISE_CONV_2D", STRIDES),
          Map.entry("TRANSPOSE_CONV", STRIDES),
          Map.entry("CONV_3D", List.of("stride_d", "stride_w", "stride_h")),
          Map.entry("CONV_3D_TRANSPOSE", List.of("stride_d", "stride_w", "stride_h")),
          Map.entry("AVERAGE_POOL_2D", pool()),
          Map.entry("MAX_POOL_2D", pool()),
          Map.entry("L2_POOL_2D", pool()),
          Map.entry("SPACE_TO_DEPTH", List.of("block_size")),
          Map.entry("DEPTH_TO_SPACE", List.of("block_size")),
          Map.entry("SPLIT", List.of("num_splits")),
          Map.entry("SPLIT_V", List.of("num_splits")),
          Map.entry("SVDF", List.of("rank")));

  /** The input of an op whose constant values must all be at least 1. */
  private static final Map<String, Integer> POSITIVE_INPUT =
      Map.of(
          "SPACE_TO_BATCH_ND", 1,
          "BATCH_TO_SPACE_ND", 1,
          "RESIZE_BILINEAR", 1,
          "RESIZE_NEAREST_NEIGHBOR", 1,
          "DILATE", 1,
          "SCATTER_ND", 2,
          "TRANSPOSE_CONV", 0);

  /** The input of an op whose constant values must not be negative. */
  private static final Map<String, Integer> COUNTS =
      Map.of(
          "PAD", 1,
          "PADV2", 1,
          "MIRROR_PAD", 1,
          "BROADCAST_TO", 1,
          "FILL", 0,
          "REVERSE_SEQUENCE", 1);

  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "STABLEHLO_COMPOSITE", List.of("name", "composite_attributes"),
          "STABLEHLO_GATHER",
              List.of("offset_dims", "collapsed_slice_dims", "start_index_map", "slice_sizes"));

  private ParameterRules() {}

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    if (node.operation().custom()) {
      return;
    }
    for (String option : POSITIVE.getOrDefault(node.op(), List.of())) {
      atLeast(option, option(node, option, 0), 1);
    }
    for (String option : List.of("dilation_w_factor", "dilation_h_factor", "dilation_d_factor")) {
      atLeast(option, option(node, option, 1), 1);
    }
    if (option(node, "padding", -1) != -1) {
      throw TfliteReader.malformed("padding is " + option(node, "padding", -1));
    }
    inputs(node, POSITIVE_INPUT.get(node.op()), 1);
    inputs(node, COUNTS.get(node.op()), 0);
    weights(node);
    present(node);
    TypeRules.check(node);
    ScaleRules.check(node);
    RecurrentTypes.check(node);
    if (node.op().equals("SOFTMAX") || node.op().equals("LOG_SOFTMAX")) {
      softmax(node);
    }
  }

  /** Options that the runtime reads without a look at whether they are there. */
  private static void present(Node node) {
    for (String option : REQUIRED.getOrDefault(node.op(), List.of())) {
      Attributes options = node.operation().options();
      if (options == null || !options.fields().containsKey(option)) {
        throw TfliteReader.malformed("lacks the option " + option);
      }
    }
  }

  private static void inputs(Node node, @Nullable Integer index, long least) {
    if (index != null) {
      for (long value : integers(node.input(index))) {
        atLeast("input " + index, value, least);
      }
    }
  }

  /** A weight without elements is divided by. */
  private static void weights(Node node) {
    boolean weighted =
        switch (node.op()) {
          case "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "TRANSPOSE_CONV", "CONV_3D" ->
              true;
          default -> false;
        };
    Tensor weight = weighted ? node.input(1) : null;
    if (weight != null && weight.isConstant() && weight.shape().elements() == 0) {
      throw TfliteReader.malformed("weight " + weight + " is empty");
    }
  }

  /** The integer kernels abort the process when the scaled input is not above 1. */
  private static void softmax(Node node) {
    Tensor input = node.input(0);
    if (input != null
        && (input.type() == ElementType.INT8 || input.type() == ElementType.UINT8)
        && input.quantization() instanceof Quantization.PerTensor(float scale, long _)) {
      Attributes options = node.operation().options();
      double beta = options == null ? 0 : options.real("beta", 0);
      double factor = (node.op().equals("SOFTMAX") ? beta : 1) * scale * (1 << 26);
      if (!(factor > 1)) {
        throw TfliteReader.malformed(
            "input scale %s with beta %s is too small for the kernel".formatted(scale, beta));
      }
    }
  }

  private static void atLeast(String what, long value, long least) {
    if (value < least || value > Integer.MAX_VALUE) {
      throw TfliteReader.malformed("%s is %d".formatted(what, value));
    }
  }

  /** An integer option, or what it is when absent. */
  static long option(Node node, String name, long ifAbsent) {
    Attributes options = node.operation().options();
    return options == null ? ifAbsent : options.integer(name, ifAbsent);
  }

  /** The values of a constant of 32 or 64-bit integers; empty for anything else. */
  static List<Long> integers(@Nullable Tensor tensor) {
    Constant data = tensor == null ? null : tensor.data();
    if (tensor == null || data == null || data.byteSize() > 1 << 16) {
      return List.of();
    }
    var values = new ArrayList<Long>();
    MemorySegment bytes = data.bytes();
    if (tensor.type() == ElementType.INT32) {
      for (long i = 0; i + 4 <= bytes.byteSize(); i += 4) {
        values.add((long) bytes.get(Constant.I32, i));
      }
    } else if (tensor.type() == ElementType.INT64) {
      for (long i = 0; i + 8 <= bytes.byteSize(); i += 8) {
        values.add(bytes.get(Constant.I64, i));
      }
    }
    return values;
  }

  private static List<String> pool() {
    return List.of("stride_w", "stride_h", "filter_width", "filter_height");
  }
}
