package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Node;
import dev.octet.model.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions that LiteRT's own {@code op_version.cc} gives the same nodes. */
class OpVersionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CONV_2D              | f32[1,4,4,4] f32[2,1,1,4] f32[2] |                                          | 1
          CONV_2D              | f32[1,4,4,4] f32[2,1,1,2] f32[2] |                                          | 6
          DEPTHWISE_CONV_2D    | f32[1,4,4,4] f32[1,1,1,4] f32[4] | DepthwiseConv2DOptions                   | 1
          DEPTHWISE_CONV_2D    | f32[1,4,4,4] f32[1,1,1,4] f32[4] | DepthwiseConv2DOptions dilation_h_factor: 2 | 2
          TRANSPOSE_CONV       | i32[4] f32[4,1,1,4] f32[1,4,4,4] |                                          | 1
          TRANSPOSE_CONV       | i32[4] f32[4,1,1,4] f32[1,4,4,4] f32[4] |                                   | 3
          TRANSPOSE_CONV       | i32[4] f32[4,1,1,4] f32[1,4,4,4] | TransposeConvOptions fused_activation_function: RELU | 4
          CONV_3D              | f32[1,4,4,4,4] f32[1,1,1,4,4]    |                                          | 1
          FULLY_CONNECTED      | f32[1,4] f32[4,4] f32[4]         | FullyConnectedOptions                    | 1
          FULLY_CONNECTED      | f32[1,4] f32[4,4] f32[4]         | FullyConnectedOptions keep_num_dims: true | 5
          FULLY_CONNECTED      | f32[1,4] f32[4,4]                | FullyConnectedOptions                    | 6
          BATCH_MATMUL         | f32[1,2,3] f32[1,3,4]            |                                          | 1
          UNIDIRECTIONAL_SEQUENCE_LSTM | f32[1,2,3]               |                                          | 1
          ADD                  | f32[4] f32[4]                    |                                          | 1
          ADD                  | f32[1,2,3,4,5] f32[5]            |                                          | 1
          ADD                  | i32[4] i32[4]                    |                                          | 1
          ADD                  | i64[4] i64[4]                    |                                          | 4
          SUB                  | f32[1,2,3,4] f32[4]              |                                          | 1
          SUB                  | f32[1,2,3,4,5] f32[5]            |                                          | 3
          SUB                  | f32[1,2,3,4,5] f32[1,2,3,4,5]    |                                          | 1
          SUB                  | i64[4] i64[4]                    |                                          | 4
          MUL                  | f32[1,2,3,4,5] f32[5]            |                                          | 1
          MUL                  | i32[4] i32[4]                    |                                          | 1
          MUL                  | i64[4] i64[4]                    |                                          | 5
          MUL                  | u32[4] u32[4]                    |                                          | 7
          DIV                  | f32[1,2,3,4] f32[4]              |                                          | 1
          DIV                  | f32[1,2,3,4,5] f32[5]            |                                          | 2
          MAXIMUM              | f32[1,2,3,4] f32[4]              |                                          | 1
          MAXIMUM              | f32[1,2,3,4,5] f32[5]            |                                          | 3
          MINIMUM              | f32[5] f32[1,2,3,4,5]            |                                          | 3
          SQUARED_DIFFERENCE   | f32[4] f32[4]                    |                                          | 1
          FLOOR_DIV            | f32[4] f32[4]                    |                                          | 2
          FLOOR_DIV            | i32[4] i32[4]                    |                                          | 1
          FLOOR_MOD            | f32[4] f32[4]                    |                                          | 1
          ABS                  | f32[4]                           |                                          | 1
          ABS                  | i32[4]                           |                                          | 5
          SIGN                 | f32[4]                           |                                          | 1
          SIGN                 | i32[4]                           |                                          | 2
          GELU                 | f32[4]                           |                                          | 1
          LEAKY_RELU           | f32[4]                           |                                          | 1
          SOFTMAX              | f32[4]                           |                                          | 1
          EQUAL                | f32[4] f32[4]                    |                                          | 1
          LESS                 | i64[4] i64[4]                    |                                          | 1
          SELECT               | bool[4] f32[4] f32[4]            |                                          | 1
          SELECT               | bool[1,2,3,4,5] f32[1,2,3,4,5] f32[1,2,3,4,5] |                             | 3
          SELECT_V2            | bool[4] f32[4] f32[4]            |                                          | 1
          WHERE                | bool[4]                          |                                          | 1
          TRANSPOSE            | f32[1,2,3,4] i32[4]              |                                          | 1
          TRANSPOSE            | f32[1,2,3,4,5] i32[5]            |                                          | 4
          TRANSPOSE            | f32[1,2,3,4,5,6] i32[6]          |                                          | 6
          TRANSPOSE            | bool[1,2] i32[2]                 |                                          | 3
          SLICE                | f32[1,2,3,4] i32[4] i32[4]       |                                          | 1
          SLICE                | f32[1,2,3,4,5] i32[5] i32[5]     |                                          | 5
          SLICE                | i32[4] i32[1] i32[1]             |                                          | 1
          STRIDED_SLICE        | f32[1,2,3,4] i32[4] i32[4] i32[4] | StridedSliceOptions                     | 1
          STRIDED_SLICE        | f32[1,2,3,4,5] i32[5] i32[5] i32[5] | StridedSliceOptions                   | 4
          STRIDED_SLICE        | f32[4] i32[1] i32[1] i32[1]      | StridedSliceOptions new_axis_mask: 1     | 6
          STRIDED_SLICE        | f32[4] i32[1] i32[1] i32[1]      | StridedSliceOptions ellipsis_mask: 1     | 6
          STRIDED_SLICE        | bool[4] i32[1] i32[1] i32[1]     | StridedSliceOptions                      | 3
          PAD                  | f32[1,2,3,4] i32[4,2]            |                                          | 1
          PAD                  | f32[1,2,3,4,5] i32[5,2]          |                                          | 4
          PADV2                | f32[1,2,3,4,5] i32[5,2] f32[]    |                                          | 4
          MIRROR_PAD           | f32[1,2,3,4,5] i32[5,2]          |                                          | 1
          SPACE_TO_BATCH_ND    | f32[1,2,3,4] i32[2] i32[2,2]     |                                          | 1
          BATCH_TO_SPACE_ND    | f32[1,2,3] i32[1] i32[1,2]       |                                          | 3
          RESIZE_BILINEAR      | f32[1,2,3,4] i32[2]              | ResizeBilinearOptions                    | 1
          RESIZE_BILINEAR      | f32[1,2,3,4] i32[2]              | ResizeBilinearOptions align_corners: true | 1
          RESIZE_BILINEAR      | f32[1,2,3,4] i32[2]              | ResizeBilinearOptions half_pixel_centers: true | 3
          RESIZE_NEAREST_NEIGHBOR | f32[1,2,3,4] i32[2]           | ResizeNearestNeighborOptions             | 1
          RESIZE_NEAREST_NEIGHBOR | f32[1,2,3,4] i32[2]           | ResizeNearestNeighborOptions align_corners: true | 3
          RESIZE_NEAREST_NEIGHBOR | f32[1,2,3,4] i32[2]           | ResizeNearestNeighborOptions half_pixel_centers: true | 3
          GATHER               | f32[4] i32[2]                    | GatherOptions                            | 1
          GATHER               | bool[4] i32[2]                   | GatherOptions                            | 3
          GATHER               | f32[2,4] i32[2,2]                | GatherOptions batch_dims: 1              | 5
          GATHER_ND            | f32[4] i32[2,1]                  |                                          | 1
          GATHER_ND            | bool[4] i32[2,1]                 |                                          | 5
          SPLIT                | i32[] f32[4]                     |                                          | 1
          SPLIT                | i32[] i32[4]                     |                                          | 3
          SPLIT_V              | f32[4] i32[2] i32[]              |                                          | 1
          PACK                 | f32[4] f32[4]                    |                                          | 1
          UNPACK               | bool[4]                          |                                          | 3
          UNPACK               | u8[4]                            |                                          | 2
          CONCATENATION        | f32[4] f32[4]                    |                                          | 1
          TILE                 | f32[4] i32[1]                    |                                          | 1
          BROADCAST_TO         | f32[4] i32[2]                    |                                          | 2
          FILL                 | i32[1] f32[]                     |                                          | 1
          FILL                 | i32[1] bool[]                    |                                          | 2
          RANGE                | i32[] i32[] i32[]                |                                          | 1
          RANGE                | i64[] i64[] i64[]                |                                          | 2
          ONE_HOT              | i32[4] i32[] f32[] f32[]         |                                          | 1
          EMBEDDING_LOOKUP     | i32[4] f32[4,4]                  |                                          | 1
          ARG_MAX              | f32[4] i32[]                     |                                          | 1
          REVERSE_V2           | f32[4] i32[1]                    |                                          | 1
          REVERSE_V2           | bool[4] i32[1]                   |                                          | 2
          MEAN                 | f32[4] i32[1]                    |                                          | 1
          CUMSUM               | f32[4] i32[]                     |                                          | 1
          DYNAMIC_UPDATE_SLICE | f32[4] f32[1] i32[1]             |                                          | 1
          """)
  void areThoseOfTheRuntime(String op, String inputs, String options, int version) {
    assertThat(OpVersions.of(node(op, inputs, options, "f32"))).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({"f32, i32, 1", "i64, f32, 1", "bool, f32, 1", "u32, f32, 2", "f32, i8, 3"})
  void ofACastGoByBothTypes(String from, String to, int version) {
    assertThat(OpVersions.of(node("CAST", from + "[4]", null, to))).isEqualTo(version);
  }

  private static Node node(String op, String inputs, @Nullable String options, String result) {
    var ports = new StringBuilder();
    var names = new StringBuilder();
    int i = 0;
    for (String type : inputs.split(" ", -1)) {
      ports.append(i == 0 ? "" : ", ").append("%x").append(i).append(": ").append(type);
      names.append(i == 0 ? "" : ", ").append("%x").append(i++);
    }
    String table =
        options == null
            ? ""
            : options.contains(" ") ? options.replaceFirst(" ", "{") + "}" : options + "{}";
    String text =
        """
        graph main(%s) -> (%%y) {
          %%y: %s[1] = %s(%s) %s
        }
        """
            .formatted(ports, result, op, names, table);
    return Text.parse(text).main().nodes().getFirst();
  }
}
