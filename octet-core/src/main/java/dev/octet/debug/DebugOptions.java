package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.DifferenceMetric;
import dev.octet.evaluate.ModelMetric;
import dev.octet.evaluate.OutputMetric;
import dev.octet.runtime.KernelSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to compare a quantized model with its float twin.
 *
 * @param wholeModel whether each model goes its own way, so that errors are seen to grow; else each
 *     op is fed what its quantized twin is fed
 * @param kernels which implementation of the ops
 * @param differenceMetrics further figures of an op's error, by name: TensorFlow's {@code
 *     layer_debug_metrics}
 * @param outputMetrics further figures of an op's two outputs, by name: {@code
 *     layer_direct_compare_metrics}
 * @param modelMetrics figures of the models' outputs, by name: {@code model_debug_metrics}
 */
public record DebugOptions(
    boolean wholeModel,
    KernelSet kernels,
    Map<String, DifferenceMetric> differenceMetrics,
    Map<String, OutputMetric> outputMetrics,
    Map<String, ModelMetric> modelMetrics) {
  /**
   * Copies the maps.
   *
   * @throws OctetException {@code USAGE} if two metrics of layers have one name
   */
  public DebugOptions {
    differenceMetrics = copy(differenceMetrics);
    outputMetrics = copy(outputMetrics);
    modelMetrics = copy(modelMetrics);
    for (String name : outputMetrics.keySet()) {
      if (differenceMetrics.containsKey(name)) {
        throw new OctetException(ErrorCode.USAGE, "there are two metrics called '" + name + "'");
      }
    }
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Layer by layer, the default kernels, no further metrics. */
  public static DebugOptions standard() {
    return new DebugOptions(false, KernelSet.DEFAULT, Map.of(), Map.of(), Map.of());
  }

  /** This, each model going its own way or not. */
  public DebugOptions withWholeModel(boolean whole) {
    return new DebugOptions(whole, kernels, differenceMetrics, outputMetrics, modelMetrics);
  }

  /** This with other kernels. */
  public DebugOptions withKernels(KernelSet set) {
    return new DebugOptions(wholeModel, set, differenceMetrics, outputMetrics, modelMetrics);
  }

  /** This with one more figure of each op's error. */
  public DebugOptions with(String name, DifferenceMetric metric) {
    Map<String, DifferenceMetric> more = new LinkedHashMap<>(differenceMetrics);
    more.put(name, metric);
    return new DebugOptions(wholeModel, kernels, more, outputMetrics, modelMetrics);
  }

  /** This with one more figure of each op's outputs. */
  public DebugOptions with(String name, OutputMetric metric) {
    Map<String, OutputMetric> more = new LinkedHashMap<>(outputMetrics);
    more.put(name, metric);
    return new DebugOptions(wholeModel, kernels, differenceMetrics, more, modelMetrics);
  }

  /** This with one more figure of the models' outputs. */
  public DebugOptions with(String name, ModelMetric metric) {
    Map<String, ModelMetric> more = new LinkedHashMap<>(modelMetrics);
    more.put(name, metric);
    return new DebugOptions(wholeModel, kernels, differenceMetrics, outputMetrics, more);
  }
}
