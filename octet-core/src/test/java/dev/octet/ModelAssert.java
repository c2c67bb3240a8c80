package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares models by what they are made of, where tensors and nodes compare by identity. */
public final class ModelAssert {
  private final Map<Tensor, Tensor> tensors = new HashMap<>();
  private final Map<Tensor, Tensor> expectedOf = new HashMap<>();
  private final Map<Constant, Constant> constants = new HashMap<>();

  private ModelAssert() {}

  /**
   * Fails unless the models have the same graphs (names, tensors, nodes, options, bytes of
   * constants, which tensors are the same), signatures and metadata; constants that were one must
   * still be one, while equal ones may have become one.
   */
  public static void assertSameModel(Model actual, Model expected) {
    new ModelAssert().same(actual, expected);
  }

  /** Fails unless the graphs are the same in all parts. */
  public static void assertSameGraph(Graph actual, Graph expected) {
    new ModelAssert().same(actual, expected);
  }

  private void same(Model actual, Model expected) {
    assertThat(actual.description()).isEqualTo(expected.description());
    assertThat(actual.signatures()).isEqualTo(expected.signatures());
    assertThat(actual.graphs()).hasSameSizeAs(expected.graphs());
    for (int i = 0; i < actual.graphs().size(); i++) {
      same(actual.graphs().get(i), expected.graphs().get(i));
    }
    assertThat(actual.files() == null).as("has files").isEqualTo(expected.files() == null);
    assertThat(actual.metadata())
        .extracting(Model.Metadata::name)
        .isEqualTo(expected.metadata().stream().map(Model.Metadata::name).toList());
    for (int i = 0; i < actual.metadata().size(); i++) {
      sameBytes(
          "metadata " + actual.metadata().get(i).name(),
          actual.metadata().get(i).data(),
          expected.metadata().get(i).data());
    }
  }

  private void same(Graph actual, Graph expected) {
    assertThat(actual.name()).isEqualTo(expected.name());
    same("inputs", actual.inputs(), expected.inputs());
    assertThat(actual.nodes()).hasSameSizeAs(expected.nodes());
    for (int i = 0; i < actual.nodes().size(); i++) {
      same("node " + i, actual.nodes().get(i), expected.nodes().get(i));
    }
    same("outputs", actual.outputs(), expected.outputs());
  }

  private void same(String where, Node actual, Node expected) {
    Operation a = actual.operation();
    Operation e = expected.operation();
    assertThat(a.name()).as(where).isEqualTo(e.name());
    assertThat(a.custom()).as(where).isEqualTo(e.custom());
    assertThat(a.version()).as(where).isEqualTo(e.version());
    assertThat(a.options()).as(where).isEqualTo(e.options());
    assertThat(a.extras()).as(where).isEqualTo(e.extras());
    assertThat(a.customOptions() == null).as(where).isEqualTo(e.customOptions() == null);
    if (a.customOptions() != null && e.customOptions() != null) {
      assertThat(a.customOptions().mismatch(e.customOptions())).as(where).isEqualTo(-1);
    }
    same(where + " inputs", actual.inputs(), expected.inputs());
    same(where + " outputs", actual.outputs(), expected.outputs());
    same(where + " intermediates", actual.intermediates(), expected.intermediates());
  }

  private void same(
      String where,
      List<? extends @Nullable Tensor> actual,
      List<? extends @Nullable Tensor> expected) {
    assertThat(actual.size()).as(where).isEqualTo(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      same(where + " " + i, actual.get(i), expected.get(i));
    }
  }

  private void same(String where, @Nullable Tensor actual, @Nullable Tensor expected) {
    assertThat(actual == null).as(where + " is absent").isEqualTo(expected == null);
    if (actual == null || expected == null) {
      return;
    }
    String place = where + " " + expected;
    Tensor met = tensors.putIfAbsent(expected, actual);
    if (met != null) {
      assertThat(actual).as(place + " is the same tensor").isSameAs(met);
      return;
    }
    assertThat(expectedOf.putIfAbsent(actual, expected))
        .as(place + " is a tensor of its own")
        .isNull();
    assertThat(actual.name()).as(place).isEqualTo(expected.name());
    assertThat(actual.type()).as(place).isEqualTo(expected.type());
    assertThat(actual.shape()).as(place).isEqualTo(expected.shape());
    assertThat(actual.isVariable()).as(place).isEqualTo(expected.isVariable());
    assertThat(actual.extras()).as(place).isEqualTo(expected.extras());
    sameQuantization(place, actual.quantization(), expected.quantization());
    assertThat(actual.isConstant()).as(place).isEqualTo(expected.isConstant());
    if (actual.data() != null && expected.data() != null) {
      sameConstant(place, actual.data(), expected.data());
    }
  }

  private void sameQuantization(
      String where, @Nullable Quantization actual, @Nullable Quantization expected) {
    if (actual instanceof Quantization.Blockwise(Tensor a, int aSize, int aAxis)
        && expected instanceof Quantization.Blockwise(Tensor e, int eSize, int eAxis)) {
      same(where + " scales", a, e);
      assertThat(List.of(aSize, aAxis)).as(where).isEqualTo(List.of(eSize, eAxis));
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }

  private void sameConstant(String where, Constant actual, Constant expected) {
    Constant met = constants.putIfAbsent(expected, actual);
    if (met != null) {
      assertThat(actual).as(where + " shares its data").isSameAs(met);
    } else {
      sameBytes(where, actual, expected);
    }
  }

  private static void sameBytes(String where, Constant actual, Constant expected) {
    assertThat(actual.bytes().mismatch(expected.bytes())).as(where + " bytes").isEqualTo(-1);
  }
}
