package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Text;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A node's short name finds it again, and nothing that is called otherwise. */
class NodeNamesTest {
  private static Model model(String first, String second) {
    return Text.parse(
        """
        graph main(%%x: f32[3]) -> (%%"%2$s") {
          %%"%1$s": f32[3] = RELU(%%x)
          %%"%2$s": f32[3] = TANH(%%"%1$s")
        }
        """
            .formatted(first, second));
  }

  private static List<String> patterns(Model model) {
    var names = new NodeNames(model);
    return nodes(model).stream().map(names::pattern).toList();
  }

  private static List<Node> nodes(Model model) {
    return model.graphs().stream().map(Graph::nodes).flatMap(List::stream).toList();
  }

  @Test
  void theFirstOfJoinedNamesIsEnoughWhereItIsUnique() {
    assertThat(patterns(model("a/Relu;a/bn/add;a/conv", "b/Tanh")))
        .containsExactly("^a/Relu(;|$)", "^b/Tanh$");
  }

  @Test
  void asManyOfTheJoinedNamesAreTakenAsTellNodesApart() {
    assertThat(patterns(model("a;b;c", "a;d;c"))).containsExactly("^a;b(;|$)", "^a;d(;|$)");
    assertThat(patterns(model("a", "a;d;c"))).containsExactly("^a$", "^a;d(;|$)");
  }

  @Test
  void whatMeansSomethingInExpressionsIsEscaped() {
    String odd = "f(x)[0].*+?^${1}|";
    Model model = model(odd, "fx0");
    String pattern = patterns(model).getFirst();
    assertThat(odd).matches(Pattern.compile(pattern));
    assertThat(pattern).isEqualTo("^f\\(x\\)\\[0\\]\\.\\*\\+\\?\\^\\$\\{1\\}\\|$");
  }

  @Test
  void aNameThatBeginsLikeAnotherIsNotTheOther() {
    Model model = model("block/add", "block/add_1");
    assertThat(patterns(model)).allSatisfy(p -> assertThat(found(model, p)).hasSize(1));
  }

  @Test
  void anExactNameFindsTheNodeByItsWholeNameOrOneOfThoseJoinedInIt() {
    Model model = model("a/Relu;a/conv", "a/Relu_1;b/conv");
    for (String name : List.of("a/Relu", "a/conv", "a/Relu;a/conv")) {
      assertThat(found(model, NodeNames.exactly(name))).as(name).hasSize(1);
    }
    for (String name : List.of("Relu", "a", "conv", "a/Rel.", "a/Relu;")) {
      assertThat(found(model, NodeNames.exactly(name))).as(name).isEmpty();
    }
  }

  private static List<Node> found(Model model, String pattern) {
    var finds = Pattern.compile(pattern).asPredicate();
    return nodes(model).stream().filter(n -> finds.test(NodeNames.full(n))).toList();
  }
}
