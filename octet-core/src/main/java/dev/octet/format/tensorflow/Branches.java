package dev.octet.format.tensorflow;

import dev.octet.lower.Comparison;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Functions of which one is run: {@code If} and {@code Case} become {@code IF}, whose two graphs
 * take all that either reads. Source: {@code tflite/kernels/if.cc}.
 */
final class Branches {
  /** Case branches lie in one another; the runtime's stack is not endless. */
  private static final int MOST = 64;

  private final OpCall call;
  private final List<String> names;
  private final BitSet read = new BitSet();

  private Branches(OpCall call, List<String> names) {
    this.call = call;
    this.names = List.copyOf(names);
    for (String name : names) {
      var function = call.program().function(name);
      if (function.arguments().size() != call.count() - 1
          || function.results().size() < call.asked().length()) {
        throw call.malformed("function '%s' does not take or give as much".formatted(name));
      }
      read.or(new HandedOn(call.program(), function).reads(call.asked()));
    }
  }

  static void addTo(OpTable t) {
    t.addRule("If StatelessIf", Branches::lowerIf);
    t.addRule("Case StatelessCase", Branches::lowerCase);
  }

  private static List<Value> lowerIf(OpCall call) {
    String then = call.attrs().function("then_branch");
    var branches = new Branches(call, List.of(call.attrs().function("else_branch"), then));
    Tensor condition = truth(call, call.graph(), call.tensor(0));
    Optional<Integer> known = Lists.known(condition);
    return known.isPresent()
        ? branches.inlined(known.get())
        : branches.choose(condition, branches.plain(1), branches.plain(0));
  }

  /** What TensorFlow takes for true: any number but 0, and several numbers, but not none. */
  static Tensor truth(OpCall call, Lowering g, Tensor condition) {
    if (condition.shape().rank() > 0) {
      if (condition.shape().isDynamic()) {
        throw call.refuse("its condition is %s, not one truth".formatted(condition.shape()));
      }
      return g.scalar(ElementType.BOOL, condition.shape().elements() > 0 ? 1 : 0);
    }
    return g.values(condition)
        .map(c -> g.scalar(ElementType.BOOL, c.doubles()[0] == 0 ? 0 : 1))
        .orElseGet(() -> Comparison.truth(g, condition));
  }

  private static List<Value> lowerCase(OpCall call) {
    var branches = new Branches(call, call.attrs().functions("branches"));
    int count = branches.names.size();
    if (count == 0 || count > MOST) {
      throw call.refuse("it has %d branches".formatted(count));
    }
    Optional<Integer> known = Lists.known(call.tensor(0));
    if (known.isPresent() || count == 1) {
      int branch = known.orElse(0);
      return branches.inlined(branch < 0 || branch >= count ? count - 1 : branch);
    }
    return branches.from(0, call.graph(), call.tensor(0), branches.args());
  }

  /** One of the branches that are left. Any number that is none of them stands for the last. */
  private List<Value> from(int branch, Lowering g, Tensor index, List<Value> args) {
    if (branch == names.size() - 1) {
      return lower(branch, g, args);
    }
    Tensor number = g.scalar(index.type(), branch);
    Tensor own = Comparison.equal(g, index, number);
    var all = new ArrayList<Value>(List.of(new Value.Of(index)));
    all.addAll(args);
    return choose(
        g,
        own,
        all,
        (body, in) -> lower(branch, body, in.subList(1, in.size())),
        (body, in) -> from(branch + 1, body, index(in), in.subList(1, in.size())));
  }

  private Tensor index(List<Value> in) {
    return in.getFirst() instanceof Value.Of(Tensor index) ? index : call.tensor(0);
  }

  /** A branch in a graph of its own. */
  @FunctionalInterface
  private interface Branch {
    List<Value> lower(Lowering body, List<Value> args);
  }

  private Branch plain(int branch) {
    return (body, in) -> lower(branch, body, in);
  }

  private List<Value> inlined(int branch) {
    return lower(branch, call.graph(), args());
  }

  /** What the branches are given; nobody looks at what no branch reads. */
  private List<Value> args() {
    var args = new ArrayList<Value>();
    for (int i = 1; i < call.count(); i++) {
      args.add(read.get(i - 1) ? call.value(i) : new Value.Refused());
    }
    return args;
  }

  private List<Value> lower(int branch, Lowering g, List<Value> args) {
    return GraphLowering.call(
        call, g, names.get(branch), args, call.asked(), call.graph().scope() + "/");
  }

  private List<Value> choose(Tensor condition, Branch then, Branch otherwise) {
    return choose(call.graph(), condition, args(), then, otherwise);
  }

  private List<Value> choose(
      Lowering g, Tensor condition, List<Value> args, Branch then, Branch otherwise) {
    var lists = new Lists(g, call.shapes());
    List<Passed> passed = args.stream().map(a -> Passed.of(a, lists)).toList();
    Lowering first = g.body();
    Lowering second = g.body();
    List<Value> a = then.lower(first, Passed.within(passed, first, Optional.of(call.shapes())));
    List<Value> b =
        otherwise.lower(second, Passed.within(passed, second, Optional.of(call.shapes())));
    var results = new BranchResults(call, first, second);
    List<Value> made = results.of(a, b);
    var in = new ArrayList<Tensor>(List.of(condition));
    in.addAll(Passed.tensors(passed));
    if (results.tensors().isEmpty()) {
      return made;
    }
    Attributes options =
        Attributes.of("IfOptions")
            .with("then_subgraph_index", g.addBody("then", first, results.first()))
            .with("else_subgraph_index", g.addBody("else", second, results.second()));
    g.add("IF", options, List.copyOf(in), results.tensors().toArray(Tensor[]::new));
    return made;
  }
}
