package dev.octet.report;

import dev.octet.report.Bars.Bar;
import dev.octet.report.Boxes.Box;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import dev.octet.report.Histograms.Histogram;
import dev.octet.report.Histograms.Steps;
import dev.octet.report.Provenance.Source;
import dev.octet.report.Scatter.Point;
import dev.octet.report.Treemap.Tile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A report with every kind of block, as a study of a model of this many layers might give it. */
final class SampleReport {
  static final int LAYERS = 64;

  /** Names that would do something if a page took them for markup. */
  static final List<String> HOSTILE =
      List.of(
          "</script><script>document.title='hacked'</script>",
          "<img src=x onerror=\"document.title='hacked'\">",
          "\u2028{{constructor.constructor('document.title=1')()}}\u2029@data@",
          "'\"><svg onload=document.title='hacked'>");

  private static final List<String> KINDS =
      List.of("float", "dynamic", "float16", "int8", "int8-only", "int16x8");

  private final Random random = new Random(8);

  private SampleReport() {}

  static Report make() {
    return new SampleReport().report();
  }

  private Report report() {
    return new Report(
        "Study of fmnist_mbv2 " + HOSTILE.get(1),
        new Verdict(
            Verdict.Tone.CAREFUL,
            "int8 is a quarter of the size and 2.1 times as fast, and loses 0.9 points of"
                + " accuracy.",
            List.of(
                "Most of the loss is in two layers; keeping them in float gives 0.7 points back.",
                "Dynamic range keeps the accuracy and is nearly as small.",
                "Nothing was measured for " + HOSTILE.getFirst() + ".")),
        List.of(choice(), layers(), values(), confusion(), graph()),
        new Provenance(
            List.of("octet", "study", "model.tflite", "--data", "my images/it's", "-o", "out"),
            versions(),
            List.of(
                new Source(
                    "model", "models/fmnist_mbv2.tflite", "sha256:" + "3fa9".repeat(16), 9_123_456),
                new Source("calibration data", HOSTILE.get(1), "", 3_200_000))));
  }

  private static Map<String, String> versions() {
    var versions = new LinkedHashMap<String, String>();
    versions.put("Octet", "0.1.0");
    versions.put("LiteRT", "2.20.0");
    versions.put("Java", "25.0.1");
    versions.put("Machine", "Linux, 2 cores");
    return versions;
  }

  private Section choice() {
    var points = new ArrayList<Point>();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < KINDS.size(); i++) {
      double bytes = List.of(9.1e6, 2.5e6, 4.6e6, 2.4e6, 2.39e6, 2.6e6).get(i);
      double accuracy = List.of(91.9, 91.8, 91.9, 91.0, 90.9, 91.7).get(i);
      double latency = List.of(4.1, 3.2, 4.2, 1.9, 1.95, 6.8).get(i);
      String group = i < 3 ? "float activations" : "integer";
      points.add(new Point(KINDS.get(i), bytes, accuracy, latency, group, "kind-" + KINDS.get(i)));
      rows.add(
          new Row(
              "kind-" + KINDS.get(i),
              List.of(
                  Cell.of(KINDS.get(i)),
                  Cell.of(bytes, "%.2f MB".formatted(bytes / 1e6)),
                  Cell.of(accuracy, "%.1f%%".formatted(accuracy)),
                  Cell.of(latency, "%.2f ms".formatted(latency)))));
    }
    var facts =
        new Facts(
            List.of(
                new Fact("Best kind", "int8", "by size and speed"),
                new Fact("Accuracy", "91.0%", "float: 91.9%"),
                new Fact("Size", "2.40 MB", "float: 9.10 MB"),
                new Fact("Latency", "1.90 ms", "float: 4.10 ms, one thread")));
    var scatter =
        new Scatter(
            new Caption("Accuracy by size", "Up and to the left is better."),
            new Axis("size", "bytes", false),
            new Axis("top-1 accuracy", "%", false),
            new Axis("latency", "ms", false),
            points,
            List.of("int8-only", "int8", "dynamic", "float16"));
    var columns =
        List.of(
            new Column("Kind", "", false),
            new Column("Size", "of the file", true),
            new Column("Top-1", "of 2000 images", true),
            new Column("Latency", "median, one thread", true));
    var boxes =
        new Boxes(
            new Caption("Latency", "One thread; 200 runs of each kind, in turns."),
            new Axis("latency", "ms", false),
            KINDS.stream().map(this::box).toList());
    return new Section(
        "kinds",
        "Which kind",
        "Each point is a model that was made, evaluated and measured in one go.",
        List.of(facts, scatter, new Grid("All kinds", columns, rows), boxes));
  }

  private Box box(String kind) {
    double least = 1.5 + 3 * random.nextDouble();
    return new Box(
        kind,
        least,
        least * 1.05,
        least * 1.1,
        least * 1.2,
        least * 1.6,
        kind.startsWith("int") ? "integer" : "float activations");
  }

  private static String layer(int i) {
    if (i < HOSTILE.size()) {
      return HOSTILE.get(i);
    }
    return "mobilenetv2/block_%d/%s/Conv2D"
        .formatted(i / 3, i % 3 == 0 ? "depthwise" : "expand_relu");
  }

  private static String anchor(int i) {
    return "layer-" + layer(i);
  }

  private Section layers() {
    var bars = new ArrayList<Bar>();
    var few = new ArrayList<Bar>();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < LAYERS; i++) {
      double error = Math.exp(random.nextGaussian() * 0.5 - 1.2);
      String finding = error > 0.7 ? "HIGH_ERROR" : "";
      bars.add(new Bar(layer(i), error, i % 3 == 0 ? "DEPTHWISE_CONV_2D" : "CONV_2D", anchor(i)));
      if (i < 10) {
        few.add(new Bar(layer(i), error / 10, "all", anchor(i)));
      }
      rows.add(
          new Row(
              anchor(i),
              List.of(
                  Cell.of(layer(i)),
                  Cell.of(i % 3 == 0 ? "DEPTHWISE_CONV_2D" : "CONV_2D"),
                  Cell.of(error, "%.4f".formatted(error)),
                  i % 7 == 3
                      ? Cell.of("not measured")
                      : Cell.of(random.nextInt(100_000), "some bytes"),
                  Cell.of(finding).to(finding.isEmpty() ? "" : "graph"))));
    }
    var lines =
        List.of(new Bars.Line("rounding alone: 0.289", 0.289), new Bars.Line("high: 0.7", 0.7));
    return new Section(
        "layers",
        "Error of each layer",
        "An error of 0.289 steps is what rounding alone makes.",
        List.of(
            new Bars(
                new Caption("RMSE/scale", "The error of each layer's output, in steps."),
                new Axis("RMSE / scale", "", false),
                bars,
                lines),
            new Bars(
                new Caption(
                    "Sensitivity", "What the outputs lose when this layer alone is quantized."),
                new Axis("loss", "", false),
                few,
                List.of()),
            new Grid(
                "Layers",
                List.of(
                    new Column("Layer", "", false),
                    new Column("Op", "", false),
                    new Column("RMSE/scale", "in steps", true),
                    new Column("Weights", "", true),
                    new Column("Finding", "", false)),
                rows)));
  }

  private Section values() {
    List<Histogram> choices =
        IntStream.range(0, 5)
            .mapToObj(
                channel -> {
                  double width = 0.4 + channel * 0.3;
                  List<Long> counts =
                      IntStream.range(0, 60)
                          .mapToObj(i -> (long) (5000 * Math.exp(-Math.pow((i - 30) / 9.0, 2))))
                          .toList();
                  return new Histogram(
                      channel == 0 ? HOSTILE.get(1) : "channel " + channel,
                      -width,
                      width,
                      counts,
                      new Steps(1.2 / 127, 0, -127, 127));
                })
            .toList();
    var tiles = new ArrayList<Tile>();
    for (int block = 0; block < 6; block++) {
      var parts = new ArrayList<Tile>();
      for (int i = 0; i < 4; i++) {
        parts.add(
            new Tile(
                layer(block * 4 + i),
                1000 + random.nextInt(90_000),
                i % 2 == 0 ? "int8" : "float",
                anchor(block * 4 + i),
                List.of()));
      }
      double sum = parts.stream().mapToDouble(Tile::value).sum();
      tiles.add(new Tile("block " + block, sum, "int8", "", parts));
    }
    return new Section(
        "values",
        "Values and bytes",
        "",
        List.of(
            new Prose(List.of("The grid shows which values are left: " + HOSTILE.getFirst())),
            new Histograms(
                new Caption(
                    "Weights of block_3", "How the weights are spread, and the quantization grid."),
                new Axis("weight", "", false),
                choices),
            new Treemap(
                new Caption("Bytes by layer", "Where the bytes of int8 are."), "bytes", tiles)));
  }

  static Heatmap confusionMatrix() {
    Section section = make().sections().get(3);
    return (Heatmap) section.blocks().getFirst();
  }

  private Section confusion() {
    List<String> classes =
        List.of(
            "T-shirt",
            "trouser",
            "pullover",
            "dress",
            "coat",
            "sandal",
            "shirt",
            HOSTILE.get(1),
            "bag",
            "boot");
    List<List<Double>> values =
        IntStream.range(0, classes.size())
            .mapToObj(
                r ->
                    IntStream.range(0, classes.size())
                        .mapToObj(
                            c -> r == c ? 180.0 : (double) Math.max(0, random.nextInt(14) - 8))
                        .toList())
            .toList();
    return new Section(
        "confusion",
        "What is taken for what",
        "",
        List.of(
            new Heatmap(
                new Caption(
                    "Confusion matrix of int8", "Rows are the true classes, columns the answers."),
                "true class",
                "answer",
                classes,
                classes,
                values)));
  }

  private Section graph() {
    var ops = new ArrayList<Network.Op>();
    var edges = new ArrayList<Network.Edge>();
    var groups = new LinkedHashMap<String, String>();
    var errors = new LinkedHashMap<String, Double>();
    for (int i = 0; i < LAYERS; i++) {
      String id = "op" + i;
      ops.add(
          new Network.Op(
              id,
              layer(i),
              i % 8 == 7 ? "ADD" : i % 3 == 0 ? "DEPTHWISE_CONV_2D" : "CONV_2D",
              List.of(new Network.Detail("output", "int8 [1, 14, 14, 96] " + HOSTILE.get(1))),
              anchor(i)));
      if (i > 0) {
        edges.add(new Network.Edge("op" + (i - 1), id, "int8 [1, 14, 14, 96]"));
      }
      if (i % 8 == 7) {
        edges.add(new Network.Edge("op" + (i - 5), id, HOSTILE.get(1)));
      }
      groups.put(id, i % 11 == 5 ? "float: asked for" : "full integer");
      errors.put(id, random.nextDouble());
    }
    return new Section(
        "graph",
        "The graph",
        "Choose an op to see what it got, and why.",
        List.of(
            new Network(
                new Caption("int8", "Every op of the model."),
                ops,
                edges,
                List.of(
                    new Network.ByGroup("scheme", groups),
                    new Network.ByNumber("error", errors)))));
  }
}
