package dev.octet.cli;

import dev.octet.ReadOptions;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The sizes that a model leaves open. */
final class ShapeChoice {
  @Option(
      names = "--input-shape",
      paramLabel = "[NAME=]SIZES",
      converter = InputShape.Converter.class,
      description =
          "Give an input its sizes where the model leaves them open, the batch included, as in"
              + " --input-shape image=1x224x224x3; of a .tflite file they may stay open. NAME may"
              + " be left out when there is one input. May be given more than once.")
  private List<InputShape> shapes = List.of();

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  ReadOptions options() {
    return options(List.of());
  }

  /**
   * What was asked for, here and in other options.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  ReadOptions options(List<InputShape> others) {
    List<InputShape> all = Stream.concat(shapes.stream(), others.stream()).toList();
    if (all.stream().map(InputShape::input).distinct().count() != all.size()) {
      throw new IllegalArgumentException("the sizes of one input are given twice");
    }
    return ReadOptions.standard().withShapes(InputShape.byName(all));
  }
}
