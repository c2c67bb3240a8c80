package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.format.tensorflow.raise.ControlFlow;
import dev.octet.format.tensorflow.raise.Library;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Switches, merges and frames become branches and loops; what has not their form is refused. What
 * they compute is held against TensorFlow by the cases of {@code cases_tf1.py}.
 */
class ControlFlowTest {
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Functions library = new Functions();

  /** What is made of a graph. */
  private static final class Functions implements Library {
    private final Map<String, FunctionDef> functions = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> run = new ArrayList<>();

    @Override
    public String unique(String wanted) {
      return functions.containsKey(wanted) ? wanted + "_" + functions.size() : wanted;
    }

    @Override
    public void add(FunctionDef function) {
      functions.put(function.name(), function);
    }

    @Override
    public void refuse(NodeDef node, OctetException why) {
      refused.add(node.name() + ": " + why.what());
    }

    @Override
    public void runs(NodeDef node) {
      run.add(node.name());
    }
  }

  /** Adds a node, with what it reads, and what it waits for after a caret. */
  private void add(String name, String op, String... inputs) {
    List<Ref> refs = Stream.of(inputs).filter(i -> !i.startsWith("^")).map(Ref::of).toList();
    List<String> controls =
        Stream.of(inputs).filter(i -> i.startsWith("^")).map(i -> i.substring(1)).toList();
    nodes.add(new NodeDef(name, op, refs, controls, new NewAttrs().done()));
  }

  private void truth(String name, int value) {
    NewAttrs attrs = new NewAttrs().scalar("value", DataType.BOOL, value);
    nodes.add(new NodeDef(name, "Const", List.of(), List.of(), attrs.done()));
  }

  private List<NodeDef> raise(String root) {
    return ControlFlow.raise(library, nodes, List.of(Ref.of(root)), List.of(), Set.of("x", "p"));
  }

  private static List<String> ops(List<NodeDef> nodes) {
    return nodes.stream().map(NodeDef::op).sorted().toList();
  }

  @Test
  void aMergeOfBothSidesIsABranch() {
    add("switch", "Switch", "x", "p");
    add("yes", "Neg", "switch:1");
    add("no", "Abs", "switch:0");
    add("merge", "Merge", "no", "yes");
    assertThat(ops(raise("merge"))).containsExactly("IdentityN", "If");
    assertThat(library.functions).hasSize(2);
    assertThat(library.refused).isEmpty();
  }

  @Test
  void aConstantThatWaitsForASideBelongsToIt() {
    add("switch", "Switch", "p", "p");
    add("pivot", "Identity", "switch:1");
    add("yes", "Range", "^pivot");
    add("other", "Identity", "switch:0");
    add("no", "Fill", "^other");
    add("merge", "Merge", "no", "yes");
    assertThat(ops(raise("merge"))).containsExactly("IdentityN", "If");
    assertThat(library.functions.values())
        .extracting(f -> ops(f.nodes()))
        .contains(List.of("Range"), List.of("Fill"));
  }

  @Test
  void aSideThatIsNeverTakenIsGone() {
    truth("never", 0);
    add("switch", "Switch", "x", "never");
    add("train", "RandomUniform", "switch:1");
    add("use", "Abs", "switch:0");
    add("merge", "Merge", "use", "train");
    assertThat(ops(raise("merge"))).doesNotContain("RandomUniform", "Switch", "Merge", "If");
    assertThat(library.functions).isEmpty();
  }

  @Test
  void mergesOfOnePredicateAreOneBranch() {
    add("switch", "Switch", "x", "p");
    add("first", "Merge", "switch:0", "switch:1");
    add("yes", "Neg", "switch:1");
    add("second", "Merge", "switch:0", "yes");
    add("sum", "Add", "first", "second");
    assertThat(ops(raise("sum"))).containsExactly("Add", "IdentityN", "IdentityN", "If");
  }

  @Test
  void branchesAfterOneAnotherWithOnePredicateAreBranchesEach() {
    String before = "x";
    for (int i = 0; i < 2000; i++) {
      add("switch" + i, "Switch", before, "p");
      add("yes" + i, "Neg", "switch" + i + ":1");
      add("merge" + i, "Merge", "switch" + i, "yes" + i);
      before = "merge" + i;
    }
    assertThat(raise(before).stream().filter(n -> n.op().equals("If"))).hasSize(2000);
  }

  @Test
  void whatRunsAndWritesIsTold() {
    add("switch", "Switch", "x", "p");
    add("write", "AssignAdd", "switch:1");
    add("yes", "Neg", "switch:1", "^write");
    add("merge", "Merge", "switch:0", "yes");
    raise("merge");
    assertThat(library.run).contains("write");
  }

  @Test
  void aMergeWithoutAPredicateIsRefused() {
    add("a", "Neg", "x");
    add("merge", "Merge", "a", "x");
    raise("merge");
    assertThat(library.refused)
        .containsExactly("merge: its inputs are not the two sides of one predicate");
  }

  @Test
  void aFrameIsALoop() {
    loop("loop", "x");
    assertThat(ops(raise("loop/exit"))).contains("While").doesNotContain("Exit");
    assertThat(library.functions.keySet()).containsExactly("loop_cond", "loop_body");
  }

  @Test
  void loopsInLoopsAreRaisedFromTheInnermost() {
    add("start", "Enter", "x");
    add("merge", "Merge", "start", "next");
    add("less", "Less", "merge", "merge");
    add("cond", "LoopCond", "less");
    add("switch", "Switch", "merge", "cond");
    loop("inner", "switch:1");
    add("next", "NextIteration", "inner/exit");
    add("exit", "Exit", "switch:0");
    assertThat(ops(raise("exit"))).contains("While");
    assertThat(library.functions).hasSize(4);
    assertThat(library.refused).isEmpty();
  }

  private void loop(String name, String start) {
    add(name + "/enter", "Enter", start);
    add(name + "/merge", "Merge", name + "/enter", name + "/next");
    add(name + "/less", "Less", name + "/merge", name + "/merge");
    add(name + "/cond", "LoopCond", name + "/less");
    add(name + "/switch", "Switch", name + "/merge", name + "/cond");
    add(name + "/body", "Neg", name + "/switch:1");
    add(name + "/next", "NextIteration", name + "/body");
    add(name + "/exit", "Exit", name + "/switch:0");
  }

  @Test
  void aFrameWithoutAPredicateIsRefused() {
    add("enter", "Enter", "x");
    add("merge", "Merge", "enter", "next");
    add("next", "NextIteration", "merge");
    add("exit", "Exit", "merge");
    raise("exit");
    assertThat(library.refused).anyMatch(r -> r.startsWith("exit: it is part of a loop"));
  }

  /** No program nests them so deep. */
  @Test
  void sidesInSidesEndWithAnErrorBeforeTheyFillTheMemory() {
    add("top", "Switch", "x", "p");
    String inner = "top:1";
    for (int i = 0; i < 200; i++) {
      add("p" + i, "IsFinite", inner);
      add("s" + i, "Switch", inner, "p" + i);
      add("n" + i, "Neg", "s" + i + ":1");
      inner = "n" + i;
    }
    for (int i = 199; i >= 0; i--) {
      add("m" + i, "Merge", "s" + i, inner);
      inner = "m" + i;
    }
    String root = inner;
    add("merge", "Merge", "top", root);
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> raise("merge"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_TOO_LARGE));
  }
}
