package dev.octet.report;

import dev.octet.bench.Benchmark;
import dev.octet.bench.Measurement;
import dev.octet.bench.OpTime;
import dev.octet.compare.Comparison;
import dev.octet.compare.Difference;
import dev.octet.compare.Layer;
import dev.octet.compare.LayerPair;
import dev.octet.compare.LayerPair.Status;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.Origins;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.report.NodeOverlay.Spot;
import dev.octet.report.NodeOverlay.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What results of commands say of nodes. */
public final class NodeOverlays {
  private NodeOverlays() {}

  /**
   * How far the outputs of layers of the quantized model are from those of their twins: RMSE in
   * steps, and the damage.
   *
   * @param quantized the model that was debugged
   */
  public static List<NodeOverlay> of(Diagnosis diagnosis, Model quantized) {
    Map<Node, Spot> spots = spots(quantized);
    return List.of(
        new NodeOverlay(
            "rmse-scale",
            "RMSE/scale",
            quantized,
            figures(diagnosis, spots, LayerStatistics::rmseOverScale),
            NodeOverlay.HARM),
        new NodeOverlay(
            "damage",
            "damage",
            quantized,
            figures(diagnosis, spots, LayerStatistics::damage),
            NodeOverlay.HARM));
  }

  private static Map<Spot, Value> figures(
      Diagnosis diagnosis, Map<Node, Spot> spots, ToDoubleFunction<LayerStatistics> figure) {
    var values = new LinkedHashMap<Spot, Value>();
    for (LayerStatistics layer : diagnosis.layers()) {
      Spot spot = spots.get(layer.place().quantized());
      double value = figure.applyAsDouble(layer);
      if (spot != null && Double.isFinite(value)) {
        values.merge(spot, new Value.Amount(value), NodeOverlays::larger);
      }
    }
    return values;
  }

  /** A node with several outputs shows the worst. */
  private static Value larger(Value one, Value other) {
    return one instanceof Value.Amount(double a) && other instanceof Value.Amount(double b) && b > a
        ? other
        : one;
  }

  private static Map<Node, Spot> spots(Model model) {
    var spots = new HashMap<Node, Spot>();
    for (int g = 0; g < model.graphs().size(); g++) {
      List<Node> nodes = model.graphs().get(g).nodes();
      for (int i = 0; i < nodes.size(); i++) {
        spots.put(nodes.get(i), new Spot(g, i));
      }
    }
    return spots;
  }

  /** Of the second model: bytes saved, how far weights are off, what became of each layer. */
  public static List<NodeOverlay> of(Comparison comparison) {
    Model model = comparison.after().model();
    var saved = new LinkedHashMap<Spot, Value>();
    var off = new LinkedHashMap<Spot, Value>();
    var status = new LinkedHashMap<Spot, Value>();
    for (LayerPair pair : comparison.layers()) {
      Layer after = pair.after();
      if (after != null) {
        var spot = new Spot(after.graph(), after.place());
        saved.put(spot, new Value.Amount(pair.beforeBytes() - pair.afterBytes()));
        Difference difference = pair.difference();
        off.put(
            spot, new Value.Amount(difference == null ? Double.NaN : 100 * difference.relative()));
        status.put(spot, word(pair.status()));
      }
    }
    return List.of(
        new NodeOverlay("bytes-saved", "bytes saved", model, saved, NodeOverlay.GAIN),
        new NodeOverlay("weights-off", "weights off, %", model, off, NodeOverlay.HARM),
        new NodeOverlay("status", "against the first model", model, status, List.of()));
  }

  private static Value word(Status status) {
    return switch (status) {
      case SAME -> new Value.Word("same", "#e8e8e8");
      case RENAMED -> new Value.Word("renamed", "#d8e4f0");
      case CHANGED -> new Value.Word("changed", "#fde0a8");
      case ADDED -> new Value.Word("added", "#b8e0c0");
      case REMOVED -> new Value.Word("removed", "#f0b0b0"); // never of the second model
    };
  }

  /**
   * How long each op took in each measurement of a profile. XNNPACK's ops are not those of the
   * model, and have no place in it.
   *
   * @param models those that were measured, by file
   */
  public static List<NodeOverlay> of(Benchmark benchmark, Map<Path, Model> models) {
    var overlays = new ArrayList<NodeOverlay>();
    var names = new Names();
    for (Measurement measured : benchmark.measurements()) {
      Model model = models.get(measured.file());
      if (model != null) {
        String what =
            "%s, %d threads, %s"
                .formatted(
                    measured.file().getFileName(),
                    measured.threads(),
                    measured.kernels().name().toLowerCase(Locale.ROOT));
        overlays.add(
            new NodeOverlay(
                names.slug(what), "ms, " + what, model, times(measured), NodeOverlay.HARM));
      }
    }
    return overlays;
  }

  private static Map<Spot, Value> times(Measurement measured) {
    var values = new LinkedHashMap<Spot, Value>();
    for (OpTime op : measured.ops()) {
      if (op.node() >= 0) {
        values.put(new Spot(op.graph(), op.node()), new Value.Amount(op.millis()));
      }
    }
    return values;
  }

  /** In what form each op of a model computes, as its tensors show. */
  public static List<NodeOverlay> schemes(Model model) {
    var values = new LinkedHashMap<Spot, Value>();
    for (int g = 0; g < model.graphs().size(); g++) {
      Graph graph = model.graphs().get(g);
      var origins = new Origins(graph);
      for (int i = 0; i < graph.nodes().size(); i++) {
        values.put(new Spot(g, i), scheme(graph.nodes().get(i), origins));
      }
    }
    return List.of(new NodeOverlay("scheme", "quantization", model, values, List.of()));
  }

  private static Value scheme(Node node, Origins origins) {
    if (node.operation().is("QUANTIZE") || node.operation().is("DEQUANTIZE")) {
      return new Value.Word(node.op().toLowerCase(Locale.ROOT), "#d8d8d8");
    }
    for (Tensor output : node.outputs()) {
      if (output.quantization() != null && output.type().isInteger()) {
        return new Value.Word(output.type().text(), "#90c8a0");
      }
    }
    for (Tensor input : node.inputs()) {
      if (input != null && origins.of(input).isConstant()) {
        ElementType stored = origins.of(input).type();
        boolean isDirect = input.isConstant();
        if (stored == ElementType.FLOAT16) {
          return new Value.Word("f16 weights", "#c8d8f0");
        }
        if (origins.of(input).quantization() != null && stored.isInteger()) {
          return isDirect
              ? new Value.Word("dynamic, " + stored.text() + " weights", "#b8e0d0")
              : new Value.Word(stored.text() + " weights only", "#d0e8c0");
        }
      }
    }
    return node.outputs().stream().anyMatch(t -> t.type() == ElementType.FLOAT32)
        ? new Value.Word("float", "#fde0a8")
        : new Value.Word("no reals", "#f0f0f0");
  }
}
