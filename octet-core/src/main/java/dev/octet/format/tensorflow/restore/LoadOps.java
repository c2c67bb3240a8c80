package dev.octet.format.tensorflow.restore;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.graph.Ref;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What runs when a SavedModel is loaded: first the op that restores variables, then the one that
 * initializes tables and what else there is.
 *
 * <p>Source: {@code meta_graph.proto}, {@code saver.proto}, {@code cc/saved_model/loader.cc}.
 *
 * @param restore the name of the node that restores; empty for none
 * @param checkpoint the name of the node that is given the name of the checkpoint
 * @param initialize the names of the nodes that initialize
 * @param assets files that come with the model, by the node that is given their path
 */
record LoadOps(
    String restore, String checkpoint, Set<String> initialize, Map<String, String> assets) {
  private static final String FOLDER = "assets";
  private static final Set<String> INITIALIZERS =
      Set.of("__saved_model_init_op", "saved_model_main_op", "legacy_init_op");

  /** Copies the collections. */
  LoadOps {
    initialize = Set.copyOf(initialize);
    assets = Map.copyOf(assets);
  }

  /**
   * Reads a {@code MetaGraphDef}.
   *
   * @throws OctetException {@code MALFORMED_MODEL} if a file of the model is none of its folder
   */
  static LoadOps of(Message meta) {
    Message saver = meta.message(3);
    return new LoadOps(node(saver.text(3)), node(saver.text(1)), initializers(meta), assets(meta));
  }

  private static Set<String> initializers(Message meta) {
    var names = new LinkedHashSet<String>();
    for (Message.Entry collection : meta.entries(4)) {
      if (INITIALIZERS.contains(collection.key())) {
        names.addAll(collection.message().message(1).texts(1));
      }
    }
    for (Message.Entry signature : meta.entries(5)) {
      if (INITIALIZERS.contains(signature.key())) {
        signature.message().entries(2).forEach(e -> names.add(node(e.message().text(1))));
      }
    }
    return names;
  }

  private static Map<String, String> assets(Message meta) {
    var assets = new HashMap<String, String>();
    for (Message asset : meta.messages(6)) {
      String file = asset.text(2);
      if (leaves(file)) {
        throw new OctetException(
                ErrorCode.MALFORMED_MODEL,
                "the file '%s' is none of the model's folder".formatted(file))
            .advise("Octet reads no files outside of it; export the model again");
      }
      assets.put(node(asset.message(1).text(1)), FOLDER + "/" + file);
    }
    return assets;
  }

  private static boolean leaves(String file) {
    // the same answer on any system
    boolean rooted = file.startsWith("/") || file.contains("\\") || file.contains(":");
    return rooted
        || file.isEmpty()
        || file.indexOf('\0') >= 0
        || Path.of(file).normalize().startsWith("..");
  }

  private static String node(String tensor) {
    return Ref.of(tensor).node();
  }
}
