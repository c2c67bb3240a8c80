package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BiasOverflowTest {
  private final Network network = new Network(9);

  @Test
  void aChannelOfTinyWeightsGetsWiderSteps() {
    Network.scaleRow(network.first, 5, 1e-9);
    network.firstBias[5] = 1;
    Finding finding = FindingAssert.assertNoted(network.patient().int8(), "BiasOverflow", "first");
    assertThat(finding.evidence()).containsEntry("widened", 1.0).containsEntry("cut_off", 0.0);
    assertThat(finding.evidence().get("largest_factor")).isGreaterThan(2);
  }

  @Test
  void aBiasThatWasCutOffIsAnError() {
    network.firstBias[5] = 4;
    Patient patient = network.patient();
    Model cut = withGreatestBias(patient.quantized(Recipe.of(Mode.INT8)));
    Finding finding =
        FindingAssert.assertOnly(
            patient.diagnose(cut, network.samples), "BiasOverflow", "first", Severity.ERROR);
    assertThat(finding.evidence()).containsEntry("cut_off", 1.0);
  }

  /** The first bias of the first convolution is the greatest integer there is. */
  private static Model withGreatestBias(Model model) {
    Graph graph = model.main();
    var nodes = new ArrayList<>(graph.nodes());
    Node node = nodes.stream().filter(n -> n.operation().is("CONV_2D")).findFirst().orElseThrow();
    Tensor bias = Objects.requireNonNull(node.input(2));
    int[] values = Objects.requireNonNull(bias.data()).bytes().toArray(Constant.I32);
    values[0] = Integer.MAX_VALUE;
    Tensor greatest = bias.withData(bias.type(), bias.quantization(), Constant.of(values));
    nodes.set(
        nodes.indexOf(node),
        new Node(
            node.operation(),
            node.mapInputs(t -> t == bias ? greatest : t),
            node.outputs(),
            node.intermediates()));
    return model.withGraphs(
        List.of(new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes)));
  }
}
