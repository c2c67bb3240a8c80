package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes on which kernels of LiteRT 2.20 read where nothing is, or abort. */
class KernelGuardsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y: f32[3] = STABLEHLO_COMPOSITE(%a) StableHLOCompositeOptions{name: \"n\","
            + " decomposition_subgraph_index: 1}",
        "%y: f32[2,3] = STABLEHLO_GATHER(%m, %i) StablehloGatherOptions{offset_dims: [1],"
            + " start_index_map: [0], index_vector_dim: 1, slice_sizes: [1, 3]}",
        "%y: f32[2,3] = STABLEHLO_GATHER(%m, %i) StablehloGatherOptions{offset_dims: [1],"
            + " collapsed_slice_dims: [0, 1], start_index_map: [0], index_vector_dim: 1,"
            + " slice_sizes: [1, 3]}",
        "%y: f32[2,3] = STABLEHLO_GATHER(%m, %i) StablehloGatherOptions{offset_dims: [1],"
            + " collapsed_slice_dims: [0], start_index_map: [0], index_vector_dim: 1, slice_sizes:"
            + " [1, 4]}",
        "%y: f32[2,4] = STABLEHLO_PAD(%m) StablehloPadOptions{edge_padding_low: [0, 0],"
            + " edge_padding_high: [0, 1], interior_padding: [0, 0]}",
        "%y: f32[5] = SPARSE_TO_DENSE(%outside, %five, %a, %zero) SparseToDenseOptions{}",
        "%y: f32[2,3] = MATRIX_SET_DIAG(%m, %a)",
        "%y: f32[9] = SCATTER_ND(%i, %pair, %none)",
        "%y: f32[2,3] = REVERSE_SEQUENCE(%m, %negative) ReverseSequenceOptions{seq_dim: 1,"
            + " batch_dim: 0}",
        "%y: f32[3] = MUL(%a, %q) MulOptions{}",
        "%y: i8[3] = MUL(%q, %q) MulOptions{}",
        "%y: f32[3] = ADD(%q, %q) AddOptions{}",
        "%y: i8[2,3] = EMBEDDING_LOOKUP(%rows, %table)",
      })
  void areRefused(String node) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.bytes(Text.parse(model(node))))
        .withMessageContaining("subgraph 0: op 0")
        .satisfies(
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.MALFORMED_MODEL));
  }

  private static String model(String node) {
    return """
    graph main(%a: f32[3], %m: f32[2,3], %pair: f32[2], %q: i8[3] quant(scale 0.1, zero 0)) -> (%y) {
      const %i: i64[2,1] = {0, 1}
      const %outside: i32[3] = {0, 1, 5}
      const %five: i32[1] = {5}
      const %zero: f32[] = {0}
      const %none: i32[1] = {0}
      const %negative: i32[2] = {1, -1}
      const %rows: i32[2] = {1, 0}
      const %table: f32[4,3] = seed 1 range -1 1
      NODE
    }
    graph body(%b: f32[3]) -> (%c) {
      %c: f32[3] = ABS(%b)
    }
    """
        .replace("NODE", node);
  }
}
