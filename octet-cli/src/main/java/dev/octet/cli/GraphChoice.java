package dev.octet.cli;

import dev.octet.GraphPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which part of a SavedModel or a frozen graph is meant. */
final class GraphChoice {
  @Option(
      names = "--tags",
      paramLabel = "TAG",
      split = ",",
      description =
          "Of a SavedModel with several graphs, the one with just these tags. Default: serve.")
  private Set<String> tags = Set.of();

  @Option(
      names = "--signature",
      paramLabel = "KEY",
      description = "The only signature that counts. Default: all that the model has.")
  private String signature = "";

  @Option(
      names = "--inputs",
      paramLabel = "NODE[=SIZES]",
      description =
          "The inputs of a frozen graph, as in --inputs image=1x224x224x3,mask. Default: its"
              + " placeholders. May be given more than once.")
  private List<String> inputs = List.of();

  @Option(
      names = "--outputs",
      paramLabel = "NODE",
      split = ",",
      description =
          "The outputs of a frozen graph, as in --outputs boxes,scores:1. Default: the node that no"
              + " other reads, if there is just one.")
  private List<String> outputs = List.of();

  @Option(
      names = "--allow-custom-ops",
      description =
          "Keep ops of TensorFlow that LiteRT has nothing for as custom ops of the same name, for a"
              + " runtime that has them registered.")
  private boolean customOps;

  /** The signature that counts; empty for all. */
  String signature() {
    return signature;
  }

  /** What was asked for. */
  GraphPart part() {
    return new GraphPart(
        tags, signature, given().stream().map(GraphChoice::name).toList(), outputs, customOps);
  }

  /** The sizes that were given with the names of inputs. */
  List<InputShape> shapes() {
    return given().stream().filter(i -> i.contains("=")).map(InputShape::parse).toList();
  }

  private static String name(String input) {
    int equals = input.lastIndexOf('=');
    return equals < 0 ? input : input.substring(0, equals);
  }

  /** Each input; commas are between them, and may be between the sizes of one. */
  private List<String> given() {
    var inputsGiven = new ArrayList<String>();
    for (String part : inputs.stream().flatMap(i -> Arrays.stream(i.split(",", -1))).toList()) {
      boolean size = part.matches("\\d+") && !inputsGiven.isEmpty();
      if (size && inputsGiven.getLast().contains("=")) {
        inputsGiven.set(inputsGiven.size() - 1, inputsGiven.getLast() + "," + part);
      } else {
        inputsGiven.add(part);
      }
    }
    return inputsGiven;
  }
}
