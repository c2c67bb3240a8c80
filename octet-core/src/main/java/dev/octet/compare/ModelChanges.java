package dev.octet.compare;

import dev.octet.compare.Change.Kind;
import dev.octet.model.AssociatedFiles;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Model.Metadata;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where two models differ beside layers and ports. */
final class ModelChanges {
  private final Model before;
  private final Model after;
  private final GraphMatching graphs;
  private final List<Change> changes = new ArrayList<>();

  private ModelChanges(Model before, Model after, GraphMatching graphs) {
    this.before = before;
    this.after = after;
    this.graphs = graphs;
  }

  static List<Change> of(Model before, Model after, GraphMatching graphs) {
    var changes = new ModelChanges(before, after, graphs);
    changes.add("description", before.description(), after.description());
    changes.signatures();
    changes.graphs();
    changes.metadata();
    changes.files();
    return changes.changes;
  }

  private void add(String what, String was, String is) {
    if (!was.equals(is)) {
      changes.add(new Change(Kind.MODEL, what, was, is));
    }
  }

  private void signatures() {
    var keys = new LinkedHashSet<String>();
    before.signatures().forEach(s -> keys.add(s.key()));
    after.signatures().forEach(s -> keys.add(s.key()));
    for (String key : keys) {
      add("signature '%s'".formatted(key), text(before, key), text(after, key));
    }
  }

  private static String text(Model model, String key) {
    return model.signature(key).map(ModelChanges::text).orElse("");
  }

  private static String text(Signature signature) {
    return "%s, %s"
        .formatted(
            count(signature.inputs().size(), "input"), count(signature.outputs().size(), "output"));
  }

  private void graphs() {
    for (int i = 0; i < before.graphs().size(); i++) {
      Graph graph = before.graphs().get(i);
      String what = "graph " + i;
      NodeMatching nodes = graphs.of(i);
      if (nodes == null) {
        changes.add(new Change(Kind.MODEL, what, text(graph), ""));
      } else {
        add(what, graph.name(), nodes.other().graph().name());
        outputs(what, nodes);
      }
    }
    for (int i = 0; i < after.graphs().size(); i++) {
      if (!graphs.isTaken(i)) {
        changes.add(new Change(Kind.MODEL, "graph " + i, "", text(after.graphs().get(i))));
      }
    }
  }

  private static String text(Graph graph) {
    return "'%s' of %s".formatted(graph.name(), count(graph.nodes().size(), "op"));
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private void outputs(String what, NodeMatching nodes) {
    List<Tensor> ones = nodes.one().graph().outputs();
    List<Tensor> others = nodes.other().graph().outputs();
    add(what + " outputs", "" + ones.size(), "" + others.size());
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      Tensor one = ones.get(i);
      Tensor other = others.get(i);
      boolean same =
          nodes.isSame(nodes.one().source(one), nodes.other().source(other))
              && (one.data() == null
                  || other.data() == null
                  || WeightComparison.haveSameBytes(one, other));
      if (!same) {
        changes.add(
            new Change(
                Kind.MODEL,
                what + " output " + i,
                nodes.one().name(one),
                nodes.other().name(other)));
      }
    }
  }

  private void metadata() {
    Map<String, Constant> ones = named(before);
    Map<String, Constant> others = named(after);
    var names = new LinkedHashSet<>(ones.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      blob("metadata '%s'".formatted(name), ones.get(name), others.get(name));
    }
  }

  private static Map<String, Constant> named(Model model) {
    var named = new LinkedHashMap<String, Constant>();
    for (Metadata metadata : model.metadata()) {
      named.putIfAbsent(metadata.name(), metadata.data());
    }
    return named;
  }

  private void files() {
    blob("files packed with the model", archive(before.files()), archive(after.files()));
  }

  private static @Nullable Constant archive(@Nullable AssociatedFiles files) {
    return files == null ? null : files.archive();
  }

  private void blob(String what, @Nullable Constant one, @Nullable Constant other) {
    boolean same =
        (one == null || other == null)
            ? Objects.equals(one, other)
            : WeightComparison.haveSameBytes(one, other);
    if (!same) {
      String was = BlobText.of(one);
      String is = BlobText.of(other);
      changes.add(new Change(Kind.MODEL, what, was, was.equals(is) ? is + ", others" : is));
    }
  }
}
