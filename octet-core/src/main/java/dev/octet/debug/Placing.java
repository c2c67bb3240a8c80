package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.plan.NodeNames;
import org.jspecify.annotations.Nullable;

/**
 * Says where compared outputs stand.
 *
 * @param quantized the model whose tensors are numbered
 * @param signature by which it was run, or null
 * @param names of the float model's ops
 */
record Placing(Model quantized, @Nullable String signature, NodeNames names) {
  Place of(Watched watched) {
    Compared compared = watched.compared();
    Node node = compared.pair().original();
    Tensor input = node.input(0);
    Tensor original = compared.isInput() && input != null ? input : node.output(compared.output());
    return new Place(
        node.op(),
        watched.graph(),
        signature,
        node,
        compared.pair().quantized(),
        compared.output(),
        quantized.graphs().get(watched.graph()).tensors().indexOf(compared.actual()),
        original.name(),
        compared.actual().quantization() instanceof PerTensor p ? p : null,
        compared.isInput() ? "" : names.pattern(node));
  }
}
