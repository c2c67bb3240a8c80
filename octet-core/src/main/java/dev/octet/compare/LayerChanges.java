package dev.octet.compare;

import dev.octet.compare.Change.Kind;
import dev.octet.compare.ConstantPair.Likeness;
import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two layers that correspond differ. */
final class LayerChanges {
  private final NodeMatching matching;
  private final Node before;
  private final Node after;
  private final List<Change> changes = new ArrayList<>();

  private LayerChanges(NodeMatching matching, Node before, Node after) {
    this.matching = matching;
    this.before = before;
    this.after = after;
  }

  static List<Change> of(
      NodeMatching matching, Node before, Node after, List<ConstantPair> constants) {
    var changes = new LayerChanges(matching, before, after);
    changes.operation();
    changes.sources();
    changes.values("output", before.outputs(), after.outputs());
    changes.values("intermediate", before.intermediates(), after.intermediates());
    constants.forEach(changes::constant);
    changes.name();
    return changes.changes;
  }

  private void add(Kind kind, String what, @Nullable Object was, @Nullable Object is) {
    if (!Objects.equals(was, is)) {
      changes.add(new Change(kind, what, Objects.toString(was, ""), Objects.toString(is, "")));
    }
  }

  private void operation() {
    add(Kind.OP, "op", NodeMatching.opOf(before), NodeMatching.opOf(after));
    if (!changes.isEmpty()) {
      return; // options and versions of another op mean other things
    }
    add(Kind.VERSION, "version", before.operation().version(), after.operation().version());
    options(before.operation().options(), after.operation().options());
    options(before.operation().extras(), after.operation().extras());
    var one = before.operation().customOptions();
    var other = after.operation().customOptions();
    if ((one == null) != (other == null)
        || (one != null && other != null && one.mismatch(other) >= 0)) {
      changes.add(
          new Change(
              Kind.OPTION,
              "custom options",
              one == null ? "" : one.byteSize() + " B",
              other == null ? "" : other.byteSize() + " B, other ones"));
    }
  }

  private void options(@Nullable Attributes one, @Nullable Attributes other) {
    Map<String, Object> was = one == null ? Map.of() : one.fields();
    Map<String, Object> is = other == null ? Map.of() : other.fields();
    var names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    names.removeIf(Callees::isGraph);
    for (String name : names) {
      add(Kind.OPTION, name, was.getOrDefault(name, "default"), is.getOrDefault(name, "default"));
    }
  }

  /** Constants are told of by themselves. */
  private void sources() {
    int count = Math.max(before.inputs().size(), after.inputs().size());
    for (int i = 0; i < count; i++) {
      Tensor one = before.input(i);
      Tensor other = after.input(i);
      if (!matching.isSame(matching.one().source(one), matching.other().source(other))) {
        changes.add(
            new Change(
                Kind.INPUT, "input " + i, matching.one().name(one), matching.other().name(other)));
      }
    }
  }

  private void values(String kind, List<Tensor> were, List<Tensor> are) {
    add(Kind.TYPE, kind + "s", were.size(), are.size());
    for (int i = 0; i < Math.min(were.size(), are.size()); i++) {
      TensorFacts was = TensorFacts.of(were.get(i));
      TensorFacts is = TensorFacts.of(are.get(i));
      String what = kind + " " + i;
      add(Kind.TYPE, what, was.type().text(), is.type().text());
      boolean sameSizes = Arrays.equals(was.shape().dims(), is.shape().dims());
      add(sameSizes ? Kind.OPEN : Kind.SHAPE, what, was.shape(), is.shape());
      if (!was.hasParametersOf(is)) {
        changes.add(new Change(Kind.QUANTIZATION, what, was.parameters(), is.parameters()));
      }
      extras(what, were.get(i), are.get(i));
    }
  }

  /** What the file has beside that, such as ranges that a converter recorded. */
  private void extras(String what, Tensor was, Tensor is) {
    if (!Objects.equals(was.extras(), is.extras())) {
      changes.add(
          new Change(
              Kind.QUANTIZATION,
              what + ", recorded",
              BlobText.of(was.extras()),
              BlobText.of(is.extras())));
    }
  }

  /** What is no weight tells the op what to do, as options tell other ops. */
  private void constant(ConstantPair pair) {
    Tensor one = matching.one().constant(before, pair.input());
    Tensor other = matching.other().constant(after, pair.input());
    if (one != null && other != null) {
      extras("input " + pair.input(), one, other);
    }
    if (pair.likeness() == Likeness.IDENTICAL) {
      return;
    }
    String what = "input " + pair.input();
    if (pair.isReal()) {
      changes.add(new Change(Kind.WEIGHTS, what, text(pair.before()), text(pair.after())));
    } else {
      String was = BlobText.of(one);
      String is = BlobText.of(other);
      changes.add(new Change(Kind.OPTION, what, was, is));
    }
  }

  private static String text(@Nullable TensorFacts constant) {
    if (constant == null) {
      return "";
    }
    String parameters = constant.parameters();
    return constant.kind() + (parameters.isEmpty() ? "" : " " + parameters);
  }

  private void name() {
    for (int i = 0; i < Math.min(before.outputs().size(), after.outputs().size()); i++) {
      add(Kind.NAME, "output " + i, before.output(i).name(), after.output(i).name());
    }
  }
}
