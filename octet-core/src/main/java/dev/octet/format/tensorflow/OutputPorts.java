package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.OpDef;
import dev.octet.format.tensorflow.graph.OpDefs;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The names of the outputs of ops that have several: in functions, nodes refer to results by them.
 * Source: the op definitions of TensorFlow ({@code tensorflow/core/ops}).
 */
final class OutputPorts {
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          op("Switch", "output_false", "output_true"),
          op("RefSwitch", "output_false", "output_true"),
          op("Merge", "output", "value_index"),
          op("RefMerge", "output", "value_index"),
          op("TopK", "values", "indices"),
          op("TopKV2", "values", "indices"),
          op("Unique", "y", "idx"),
          op("UniqueV2", "y", "idx"),
          op("UniqueWithCounts", "y", "idx", "count"),
          op("UniqueWithCountsV2", "y", "idx", "count"),
          op("ListDiff", "out", "idx"),
          op("MaxPoolWithArgmax", "output", "argmax"),
          op("FusedBatchNorm", batchNorm()),
          op("FusedBatchNormV2", batchNorm()),
          op("FusedBatchNormV3", batchNorm()),
          op("_FusedBatchNormEx", batchNorm()),
          op("SoftmaxCrossEntropyWithLogits", "loss", "backprop"),
          op("SparseSoftmaxCrossEntropyWithLogits", "loss", "backprop"),
          op("NonMaxSuppressionV4", "selected_indices", "valid_outputs"),
          op("NonMaxSuppressionV5", "selected_indices", "selected_scores", "valid_outputs"),
          op(
              "CombinedNonMaxSuppression",
              "nmsed_boxes",
              "nmsed_scores",
              "nmsed_classes",
              "valid_detections"),
          op("TensorListPopBack", "output_handle", "tensor"),
          op("TensorListConcat", "tensor", "lengths"),
          op("TensorListConcatV2", "tensor", "lengths"),
          op("LSTMBlockCell", lstm()),
          op("BlockLSTM", lstm()),
          op("BlockLSTMV2", lstm()),
          op("GRUBlockCell", "r", "u", "c", "h"),
          op("CudnnRNN", "output", "output_h", "output_c", "reserve_space"),
          op("CudnnRNNV2", "output", "output_h", "output_c", "reserve_space", "host_reserved"),
          op("CudnnRNNV3", "output", "output_h", "output_c", "reserve_space", "host_reserved"),
          op("SampleDistortedBoundingBox", "begin", "size", "bboxes"),
          op("SampleDistortedBoundingBoxV2", "begin", "size", "bboxes"),
          op("Svd", "s", "u", "v"),
          op("Qr", "q", "r"),
          op("SelfAdjointEigV2", "e", "v"),
          op("Eig", "e", "v"),
          op("Lu", "lu", "p"),
          op("LogMatrixDeterminant", "sign", "log_abs_determinant"),
          op("QuantizeV2", quantized()),
          op("Requantize", quantized()),
          op("QuantizeDownAndShrinkRange", quantized()),
          op("QuantizedConv2D", quantized()),
          op("RequantizationRange", "output_min", "output_max"),
          op("StatelessRandomGetKeyCounter", "key", "counter"),
          op("SparseReshape", "output_indices", "output_shape"),
          op("SparseSlice", "output_indices", "output_values", "output_shape"),
          op(
              "SparseFillEmptyRows",
              "output_indices",
              "output_values",
              "empty_row_indicator",
              "reverse_index_map"),
          op("LookupTableExport", "keys", "values"),
          op("LookupTableExportV2", "keys", "values"),
          op("StringSplit", "indices", "values", "shape"),
          op("StringSplitV2", "indices", "values", "shape"),
          op("CTCGreedyDecoder", decoded()),
          op("CTCBeamSearchDecoder", decoded()),
          op("DecodeWav", "audio", "sample_rate"));

  /** What ops call their first output alone, or their only one. */
  private static final Set<String> FIRST =
      Set.of("output", "y", "z", "out", "handle", "activations", "product", "outputs");

  private OutputPorts() {}

  private static Map.Entry<String, List<String>> op(String name, String... outputs) {
    return Map.entry(name, List.of(outputs));
  }

  private static String[] batchNorm() {
    return new String[] {
      "y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3"
    };
  }

  private static String[] lstm() {
    return new String[] {"i", "cs", "f", "o", "ci", "co", "h"};
  }

  private static String[] quantized() {
    return new String[] {"output", "output_min", "output_max"};
  }

  private static String[] decoded() {
    return new String[] {"decoded_indices", "decoded_values", "decoded_shape", "log_probability"};
  }

  /** Which of a node's results is meant; empty if its op has no output of that name. */
  static Optional<Integer> index(NodeDef node, Ref ref) {
    List<String> names = NAMES.get(node.op());
    if (ref.port().isEmpty() || (names == null && FIRST.contains(ref.port()))) {
      return Optional.of(ref.index());
    }
    if (names == null) {
      OpDef def = OpDefs.find(node.op()).orElse(null);
      int first = def == null ? 0 : def.first(node, ref.port());
      return first < 0 ? Optional.empty() : Optional.of(first + ref.index());
    }
    int at = names.indexOf(ref.port());
    return at < 0 ? Optional.empty() : Optional.of(at + ref.index());
  }

  /** A function in which results are referred to by their numbers, as in other graphs. */
  static FunctionDef numbered(FunctionDef function) {
    Map<String, NodeDef> nodes = new HashMap<>();
    function.nodes().forEach(n -> nodes.put(n.name(), n));
    UnaryOperator<Ref> number =
        ref -> {
          NodeDef node = nodes.get(ref.node());
          return node == null
              ? ref
              : index(node, ref).map(i -> new Ref(ref.node(), "", i)).orElse(ref);
        };
    return function
        .withResults(function.results().stream().map(number).toList())
        .withNodes(
            function.nodes().stream()
                .map(n -> n.withInputs(n.inputs().stream().map(number).toList()))
                .toList());
  }
}
