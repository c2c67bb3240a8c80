package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asserts that two models are equal in structure, tensors being paired as they are met. */
final class Same {
  private final Map<Tensor, Tensor> pairs = new HashMap<>();

  private Same() {}

  static void assertSame(Model actual, Model expected) {
    assertThat(actual.description()).isEqualTo(expected.description());
    assertThat(actual.signatures()).isEqualTo(expected.signatures());
    assertThat(actual.metadata()).hasSameSizeAs(expected.metadata());
    for (int i = 0; i < expected.metadata().size(); i++) {
      assertThat(actual.metadata().get(i).name()).isEqualTo(expected.metadata().get(i).name());
      bytes(actual.metadata().get(i).data(), expected.metadata().get(i).data());
    }
    assertThat(actual.graphs()).hasSameSizeAs(expected.graphs());
    for (int i = 0; i < expected.graphs().size(); i++) {
      new Same().graph(actual.graphs().get(i), expected.graphs().get(i));
    }
  }

  private void graph(Graph actual, Graph expected) {
    assertThat(actual.name()).isEqualTo(expected.name());
    tensors(actual.inputs(), expected.inputs());
    tensors(actual.outputs(), expected.outputs());
    assertThat(actual.nodes()).hasSameSizeAs(expected.nodes());
    for (int i = 0; i < expected.nodes().size(); i++) {
      node(actual.nodes().get(i), expected.nodes().get(i));
    }
  }

  private void node(Node actual, Node expected) {
    Operation a = actual.operation();
    Operation e = expected.operation();
    assertThat(a.name()).isEqualTo(e.name());
    assertThat(a.custom()).isEqualTo(e.custom());
    assertThat(a.version()).isEqualTo(e.version());
    assertThat(a.options()).isEqualTo(e.options());
    segment(a.customOptions(), e.customOptions());
    tensors(actual.inputs(), expected.inputs());
    tensors(actual.outputs(), expected.outputs());
    tensors(actual.intermediates(), expected.intermediates());
  }

  private void tensors(
      List<? extends @Nullable Tensor> actual, List<? extends @Nullable Tensor> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      tensor(actual.get(i), expected.get(i));
    }
  }

  private void tensor(@Nullable Tensor actual, @Nullable Tensor expected) {
    if (expected == null || actual == null) {
      assertThat(actual).isNull();
      assertThat(expected).isNull();
      return;
    }
    Tensor known = pairs.putIfAbsent(expected, actual);
    if (known != null) {
      assertThat(actual).isSameAs(known);
      return;
    }
    assertThat(actual.toString()).isEqualTo(expected.toString());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.type()).isEqualTo(expected.type());
    assertThat(actual.isVariable()).isEqualTo(expected.isVariable());
    assertThat(actual.extras()).isEqualTo(expected.extras());
    if (expected.quantization()
        instanceof Quantization.Blockwise(Tensor scales, int blockSize, int axis)) {
      var a = (Quantization.Blockwise) Objects.requireNonNull(actual.quantization());
      assertThat(a.blockSize()).isEqualTo(blockSize);
      assertThat(a.axis()).isEqualTo(axis);
      tensor(a.scales(), scales);
    } else {
      assertThat(actual.quantization()).isEqualTo(expected.quantization());
    }
    assertThat(actual.isConstant()).isEqualTo(expected.isConstant());
    if (expected.data() != null && actual.data() != null) {
      bytes(actual.data(), expected.data());
    }
  }

  private static void bytes(Constant actual, Constant expected) {
    segment(actual.bytes(), expected.bytes());
  }

  private static void segment(@Nullable MemorySegment actual, @Nullable MemorySegment expected) {
    if (expected == null || actual == null) {
      assertThat(actual).isNull();
      assertThat(expected).isNull();
    } else {
      assertThat(actual.byteSize()).isEqualTo(expected.byteSize());
      assertThat(actual.mismatch(expected)).isEqualTo(-1);
    }
  }
}
