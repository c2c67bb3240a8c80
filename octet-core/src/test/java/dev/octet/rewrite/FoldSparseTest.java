package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertSameOutputs;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FoldSparseTest {
  /** A 4×4 matrix of rows that leave zeros out: 1 at (0,1), 2 at (2,0), 3 at (2,3). */
  private static final String ROWS =
      "extras Tensor{sparsity: SparsityParameters{dim_metadata: [DimensionMetadata{dense_size: 4},"
          + " DimensionMetadata{array_indices: Uint8Vector{values: [1, 0, 3]}, array_segments:"
          + " Uint8Vector{values: [0, 1, 1, 3, 3]}, format: SPARSE_CSR}], traversal_order: [0,"
          + " 1]}}";

  /** A 4×4 matrix of 2×2 blocks, of which those at (0,1) and (1,0) are stored. */
  private static final String BLOCKS =
      "extras Tensor{sparsity: SparsityParameters{block_map: [0, 1], dim_metadata:"
          + " [DimensionMetadata{dense_size: 2}, DimensionMetadata{array_indices:"
          + " Uint16Vector{values: [1, 0]}, array_segments: Int32Vector{values: [0, 1, 2]}, format:"
          + " SPARSE_CSR}, DimensionMetadata{dense_size: 2}, DimensionMetadata{dense_size: 2}],"
          + " traversal_order: [0, 1, 2, 3]}}";

  /** A 2×3 matrix stored column by column. */
  private static final String COLUMNS =
      "extras Tensor{sparsity: SparsityParameters{dim_metadata: [DimensionMetadata{dense_size: 3},"
          + " DimensionMetadata{array_indices: Uint8Vector{values: [0, 1, 1]}, array_segments:"
          + " Uint8Vector{values: [0, 1, 1, 3]}, format: SPARSE_CSR}], traversal_order: [1, 0]}}";

  private static final Rewrite FOLD = new FoldSparse();

  @Test
  void densifyOfRowsBecomesAConstant() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] ROWS = 0x0000803f0000004000004040
          %d: f32[4,4] = DENSIFY(%w)
          %y: f32[4,4] = ADD(%x, %d) AddOptions{}
        }
        """
            .replace("ROWS", ROWS),
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] = {0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0}
          %y: f32[4,4] = ADD(%x, %w) AddOptions{}
        }
        """);
  }

  @Test
  void soDoesOneOfBlocks() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] BLOCKS = 0x0000803f0000004000004040000080400000a0400000c0400000e04000000041
          %d: f32[4,4] = DENSIFY(%w)
          %y: f32[4,4] = ADD(%x, %d) AddOptions{}
        }
        """
            .replace("BLOCKS", BLOCKS),
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] = {0, 0, 1, 2, 0, 0, 3, 4, 5, 6, 0, 0, 7, 8, 0, 0}
          %y: f32[4,4] = ADD(%x, %w) AddOptions{}
        }
        """);
  }

  @Test
  void andOneThatIsVisitedInAnotherOrder() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[2,3]) -> (%y) {
          const %w: f32[2,3] COLUMNS = 0x0000803f0000004000004040
          %d: f32[2,3] = DENSIFY(%w)
          %y: f32[2,3] = ADD(%x, %d) AddOptions{}
        }
        """
            .replace("COLUMNS", COLUMNS.replace("[0, 1, 1]", "[0, 0, 1]")),
        """
        graph main(%x: f32[2,3]) -> (%y) {
          const %w: f32[2,3] = {1, 0, 2, 0, 0, 3}
          %y: f32[2,3] = ADD(%x, %w) AddOptions{}
        }
        """);
  }

  @Test
  void halvesBecomeDenseFloatsWithTheNextRewrite() {
    assertRewritten(
        m -> new FoldFloat16Constants().apply(FOLD.apply(m)),
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f16[4,4] ROWS = 0x003c00400042
          %d: f16[4,4] = DENSIFY(%w)
          %f: f32[4,4] = DEQUANTIZE v3 (%d)
          %y: f32[4,4] = FULLY_CONNECTED(%x, %f, _) FullyConnectedOptions{}
        }
        """
            .replace("ROWS", ROWS),
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] = {0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0}
          %y: f32[4,4] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void quantizedWeightsKeepTheirIntegersAndScales() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: i8[4,4] quant(scale 0.5, zero 0) ROWS = 0x0102fd
          %d: i8[4,4] quant(scale 0.5, zero 0) = DENSIFY(%w)
          %f: f32[4,4] = DEQUANTIZE v2 (%d)
          %y: f32[4,4] = ADD(%x, %f) AddOptions{}
        }
        """
            .replace("ROWS", ROWS),
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: i8[4,4] quant(scale 0.5, zero 0) = {0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, -3, 0, 0, 0, 0}
          %f: f32[4,4] = DEQUANTIZE v2 (%w)
          %y: f32[4,4] = ADD(%x, %f) AddOptions{}
        }
        """);
  }

  @Test
  void sparseWeightsWithoutDensifyBecomeDenseToo() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] ROWS = 0x0000803f0000004000004040
          %y: f32[4,4] = FULLY_CONNECTED v8 (%x, %w, _) FullyConnectedOptions{}
        }
        """
            .replace("ROWS", ROWS),
        """
        graph main(%x: f32[4,4]) -> (%y) {
          const %w: f32[4,4] = {0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0}
          %y: f32[4,4] = FULLY_CONNECTED v8 (%x, %w, _) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void anyStretchOfAConstantCanBeComputed() {
    var rows = new StringBuilder("[0");
    var indices = new StringBuilder("[");
    var data = new StringBuilder("0x");
    for (int row = 0; row < 300; row++) {
      indices.append(row == 0 ? "" : ", ").append(row % 50);
      rows.append(", ").append(row + 1);
      data.append("%02x000000".formatted(row % 251));
    }
    Model before =
        Text.parse(
            """
            graph main(%x: f32[300,100]) -> (%y) {
              const %w: f32[300,100] extras Tensor{sparsity: SparsityParameters{dim_metadata: [DimensionMetadata{dense_size: 300}, DimensionMetadata{array_indices: Int32Vector{values: INDICES]}, array_segments: Int32Vector{values: ROWS]}, format: SPARSE_CSR}], traversal_order: [0, 1]}} = DATA
              %d: f32[300,100] = DENSIFY(%w)
              %y: f32[300,100] = ADD(%x, %d) AddOptions{}
            }
            """
                .replace("INDICES", indices)
                .replace("ROWS", rows)
                .replace("DATA", data));
    Model after = FOLD.apply(before);
    assertSameOutputs(before, after);
    Constant dense =
        Objects.requireNonNull(
            Objects.requireNonNull(after.main().nodes().getFirst().input(1)).data());
    MemorySegment all = dense.bytes();
    for (long offset = 0; offset < dense.byteSize(); offset += 64 * 77) {
      var piece =
          MemorySegment.ofArray(new byte[(int) Math.min(64 * 77, dense.byteSize() - offset)]);
      dense.read(offset, piece);
      assertThat(piece.mismatch(all.asSlice(offset, piece.byteSize()))).isEqualTo(-1);
    }
  }

  @Test
  void whatTheGraphGivesOutStays() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[4,4]) -> (%d) {
          const %w: f32[4,4] ROWS = 0x0000803f0000004000004040
          %d: f32[4,4] = DENSIFY(%w)
        }
        """
            .replace("ROWS", ROWS));
  }

  @Test
  void aConstantThatIsNearlyEmptyStays() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[1000000,1000000]) -> (%y) {
          const %w: f32[1000000,1000000] extras Tensor{sparsity: SparsityParameters{dim_metadata: [DimensionMetadata{array_indices: Int32Vector{values: [7]}, array_segments: Int32Vector{values: [0, 1]}, format: SPARSE_CSR}, DimensionMetadata{array_indices: Int32Vector{values: [9]}, array_segments: Int32Vector{values: [0, 1]}, format: SPARSE_CSR}], traversal_order: [0, 1]}} = 0x0000803f
          %d: f32[1000000,1000000] = DENSIFY(%w)
          %y: f32[1000000,1000000] = ADD(%x, %d) AddOptions{}
        }
        """);
  }
}
