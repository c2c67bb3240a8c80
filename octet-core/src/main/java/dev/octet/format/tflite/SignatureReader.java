package dev.octet.format.tflite;

import dev.octet.format.tflite.schema.Model;
import dev.octet.format.tflite.schema.SignatureDef;
import dev.octet.format.tflite.schema.TensorMap;
import dev.octet.model.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Reads signatures: names for tensors become names for positions among inputs and outputs. */
final class SignatureReader {
  private final TfliteReader file;
  private final Model root;
  private final List<GraphReader> graphs;

  SignatureReader(TfliteReader file, Model root, List<GraphReader> graphs) {
    this.file = file;
    this.root = root;
    this.graphs = graphs;
  }

  List<Signature> read() {
    var signatures = new ArrayList<Signature>();
    for (int i = 0; i < root.signatureDefsLength(); i++) {
      signatures.add(signature(root.signatureDefs(i), i));
    }
    return signatures;
  }

  private Signature signature(SignatureDef def, int index) {
    int table = file.bytes().element(file.bytes().root(), Ids.MODEL_SIGNATURES, index);
    String key = file.text(table, Ids.SIGNATURE_KEY);
    if (file.bytes().field(table, Ids.SIGNATURE_KEY) == 0) {
      throw TfliteReader.malformed("signature " + index + " has no key");
    }
    if (def.subgraphIndex() >= graphs.size()) {
      throw TfliteReader.malformed(
          "signature '%s' runs subgraph %d of %d"
              .formatted(key, def.subgraphIndex(), graphs.size()));
    }
    GraphReader graph = graphs.get((int) def.subgraphIndex());
    String where = "signature '" + key + "'";
    return new Signature(
        key,
        (int) def.subgraphIndex(),
        ports(
            def::inputs,
            table,
            Ids.SIGNATURE_INPUTS,
            def.inputsLength(),
            graph.inputs(),
            where + ": input"),
        ports(
            def::outputs,
            table,
            Ids.SIGNATURE_OUTPUTS,
            def.outputsLength(),
            graph.outputs(),
            where + ": output"));
  }

  private List<Signature.Port> ports(
      IntFunction<TensorMap> maps, int table, int field, int n, int[] tensors, String what) {
    var ports = new ArrayList<Signature.Port>();
    var taken = new HashSet<Integer>();
    for (int i = 0; i < n; i++) {
      TensorMap map = maps.apply(i);
      String name = file.text(file.bytes().element(table, field, i), Ids.PORT_NAME);
      int position = position(map.tensorIndex(), tensors, taken);
      if (position < 0) {
        // LiteRT would hand out any tensor; whether its memory still holds the value is luck
        throw TfliteReader.unsupported(
            "%s '%s' is tensor %d, which the graph does not list as one"
                .formatted(what, name, map.tensorIndex()));
      }
      taken.add(position);
      ports.add(new Signature.Port(name, position));
    }
    return ports;
  }

  /** The first place of the tensor that has no name yet, or its first place. */
  private static int position(long tensor, int[] tensors, Set<Integer> taken) {
    int first = -1;
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i] == tensor) {
        if (!taken.contains(i)) {
          return i;
        }
        first = first < 0 ? i : first;
      }
    }
    return first;
  }
}
