package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.OpDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph of a SavedModel with its signatures: {@code saved_model.proto}, {@code meta_graph.proto}.
 *
 * @param folder where it lies
 * @param meta the {@code MetaGraphDef}
 */
record SavedModel(Path folder, Message meta) {
  /** The tag of graphs that are for use, not for training. */
  private static final String SERVE = "serve";

  /** Signatures that are no functions of a user. */
  private static final Set<String> INTERNAL =
      Set.of("__saved_model_init_op", "__saved_model_train_op");

  /** The graph that has these tags; without any, the one that serves, or the only one. */
  static SavedModel of(Path folder, Message file, Set<String> tags) {
    List<Message> graphs = file.messages(2);
    List<Message> chosen =
        graphs.stream().filter(m -> tags.isEmpty() || tags(m).equals(tags)).toList();
    if (tags.isEmpty() && chosen.size() > 1) {
      chosen = graphs.stream().filter(m -> tags(m).equals(Set.of(SERVE))).toList();
    }
    if (graphs.isEmpty()) {
      throw file.malformed("the SavedModel has no graph");
    }
    if (chosen.size() != 1) {
      throw new OctetException(
              ErrorCode.USAGE,
              tags.isEmpty()
                  ? "the SavedModel has %d graphs".formatted(graphs.size())
                  : "no graph of the SavedModel has just the tags " + String.join(",", tags))
          .advise(
              "choose one: --tags "
                  + String.join(
                      " or ",
                      graphs.stream().map(m -> String.join(",", m.message(1).texts(4))).toList()));
    }
    return new SavedModel(folder, chosen.getFirst());
  }

  private static Set<String> tags(Message meta) {
    return Set.copyOf(meta.message(1).texts(4));
  }

  /** The version of TensorFlow that wrote it; empty where it does not say. */
  String version() {
    return meta.message(1).text(5);
  }

  /** The ops that the graph uses. */
  Map<String, OpDef> ops() {
    return OpDef.all(meta.message(1).message(2));
  }

  /** The graph and its functions. */
  GraphDef graph() {
    return GraphDef.of(meta.message(2));
  }

  /**
   * Its signatures.
   *
   * @param only the name of the only one to take; empty for all
   */
  List<Ends> signatures(String only) {
    var names = new ArrayList<String>();
    var signatures = new ArrayList<Ends>();
    for (Message.Entry entry : meta.entries(5)) {
      if (!INTERNAL.contains(entry.key())) {
        names.add(entry.key());
        if (only.isEmpty() || only.equals(entry.key())) {
          signatures.add(ends(entry.key(), entry.message()));
        }
      }
    }
    if (signatures.isEmpty()) {
      throw noSignature(only, names);
    }
    signatures.sort(
        Comparator.comparing((Ends e) -> !e.signature().equals("serving_default"))
            .thenComparing(Ends::signature));
    return signatures;
  }

  private static OctetException noSignature(String only, List<String> names) {
    var none =
        new OctetException(
            only.isEmpty() ? ErrorCode.UNSUPPORTED_MODEL : ErrorCode.USAGE,
            only.isEmpty()
                ? "the SavedModel has no signature"
                : "there is no signature '%s'".formatted(only));
    return names.isEmpty()
        ? none.advise("save it with signatures=…, such as a tf.function with an input_signature")
        : none.advise("the signatures are " + String.join(", ", names));
  }

  private static Ends ends(String name, Message signature) {
    var inputs = new ArrayList<Ends.Input>();
    for (Message.Entry e : sorted(signature.entries(1))) {
      Message info = dense(name, e);
      inputs.add(
          new Ends.Input(
              e.key(),
              info.text(1),
              Ref.of(info.text(1)).node(),
              DataType.of(info.integer(2)),
              info.has(3) ? Dimensions.of(info.message(3)) : Dimensions.UNKNOWN));
    }
    var outputs = new ArrayList<Ends.Output>();
    for (Message.Entry e : sorted(signature.entries(2))) {
      outputs.add(new Ends.Output(e.key(), Ref.of(dense(name, e).text(1))));
    }
    if (outputs.isEmpty()) {
      throw signature.malformed("signature '%s' has no outputs".formatted(name));
    }
    return new Ends(name, inputs, outputs);
  }

  /** Maps have no order; TensorFlow goes by the names. */
  private static List<Message.Entry> sorted(List<Message.Entry> entries) {
    return entries.stream().sorted(Comparator.comparing(Message.Entry::key)).toList();
  }

  private static Message dense(String signature, Message.Entry entry) {
    Message info = entry.message();
    if (info.has(4) || info.has(5)) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "'%s' is a sparse, ragged or other composite tensor".formatted(entry.key()))
          .in("signature " + signature)
          .advise("export a signature that takes and gives dense tensors");
    }
    return info;
  }
}
