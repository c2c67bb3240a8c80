package dev.octet.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A graph (LiteRT's subgraph): nodes in execution order.
 *
 * @param name may be empty
 * @param inputs in the order the runtime wants them
 * @param outputs in the order the runtime gives them; may hold an input, a constant, or one tensor
 *     twice
 * @param nodes each after the nodes that make its inputs
 */
public record Graph(String name, List<Tensor> inputs, List<Tensor> outputs, List<Node> nodes) {
  /** Checks that each tensor is made once, and before it is used. */
  public Graph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    Set<Tensor> made = Collections.newSetFromMap(new HashMap<>());
    made.addAll(inputs);
    for (Node node : nodes) {
      for (Tensor in : node.inputs()) {
        if (in != null && !in.isConstant() && !in.isVariable() && !made.contains(in)) {
          throw new IllegalArgumentException(in + " is used before it is made");
        }
      }
      for (Tensor out : node.outputs()) {
        if (!made.add(out)) {
          throw new IllegalArgumentException(out + " is made twice");
        }
      }
    }
    for (Tensor out : outputs) {
      if (!out.isConstant() && !out.isVariable() && !made.contains(out)) {
        throw new IllegalArgumentException("output " + out + " is never made");
      }
    }
  }

  /**
   * Every tensor, in the order in which it is first met: inputs, then node by node, then outputs;
   * the scales of a blockwise quantization follow its tensor. Files number tensors in this order.
   */
  public List<Tensor> tensors() {
    var all = new LinkedHashSet<Tensor>();
    inputs.forEach(t -> add(all, t));
    for (Node node : nodes) {
      node.inputs().stream().filter(Objects::nonNull).forEach(t -> add(all, t));
      node.outputs().forEach(t -> add(all, t));
      node.intermediates().forEach(t -> add(all, t));
    }
    outputs.forEach(t -> add(all, t));
    return List.copyOf(all);
  }

  private static void add(Set<Tensor> all, Tensor tensor) {
    if (all.add(tensor) && tensor.quantization() instanceof Quantization.Blockwise blockwise) {
      add(all, blockwise.scales());
    }
  }

  /** The nodes that read each tensor, in order; a tensor that nobody reads is absent. */
  public Map<Tensor, List<Node>> consumers() {
    var consumers = new HashMap<Tensor, List<Node>>();
    for (Node node : nodes) {
      for (Tensor in : node.inputs()) {
        if (in != null) {
          var list = consumers.computeIfAbsent(in, _ -> new ArrayList<>());
          if (list.isEmpty() || list.getLast() != node) {
            list.add(node);
          }
        }
      }
    }
    return consumers;
  }

  /** The node that makes each tensor; inputs and constants are absent. */
  public Map<Tensor, Node> producers() {
    var producers = new HashMap<Tensor, Node>();
    for (Node node : nodes) {
      for (Tensor out : node.outputs()) {
        producers.put(out, node);
      }
    }
    return producers;
  }
}
