"""Products of matrices, einsums, contractions."""

import tensorflow as tf
from harness import Family, In, V, W, ints

FAMILY = F = Family("product")

# ---------------------------------------------------------------- two matrices

F.op("MatMul", "tf.matmul(x, W((4, 5)))", (None, 4))
F.op("MatMul", "tf.matmul(x, W((5, 4)), transpose_b=True)", (None, 4))
F.op("MatMul", "tf.matmul(x, W((3, 5)), transpose_a=True)", (3, 4))
F.op("MatMul", "tf.matmul(x, W((5, 3)), transpose_a=True, transpose_b=True)", (3, 4))
F.op("MatMul", "tf.matmul(W((5, 3)), x)", (3, 4))
F.op("MatMul", "tf.matmul(W((3, 5)), x, transpose_a=True)", (3, 4))
F.op("MatMul", "tf.matmul(x, y)", (None, 4), (4, 5))
F.op("MatMul", "tf.matmul(x, y, transpose_b=True)", (None, 4), (5, 4))
F.op("MatMul", "tf.matmul(x, y, transpose_a=True)", (3, 4), (3, 5))
F.op("MatMul", "tf.matmul(x, y, transpose_a=True, transpose_b=True)", (3, 4), (5, 3))
F.op("MatMul", "tf.matmul(x, W((4, 5), dtype='float64'))", In((None, 4), "float64"))
F.op("MatMul", "tf.matmul(x, y)", ints((3, 4), 9, -9), ints((4, 5), 9, -9), refused="MatMul")
F.op("MatMul BiasAdd", "tf.nn.bias_add(tf.matmul(x, V((4, 5))), V((5,)))", (None, 4))
F.op("MatMul BiasAdd Relu", "tf.nn.relu(tf.nn.bias_add(tf.matmul(x, V((4, 5))), V((5,))))", (None, 4))
F.op("MatMul AddV2", "tf.matmul(x, V((4, 5))) + V((5,))", (None, 4))
F.op("MatMul Mul", "tf.matmul(x, V((4, 5))) * V((5,))", (None, 4))
F.op("SparseMatMul", "raw.SparseMatMul(a=x, b=W((4, 5)), a_is_sparse=True)", (None, 4))
F.op("SparseMatMul", "raw.SparseMatMul(a=x, b=y, transpose_b=True, b_is_sparse=True)", (None, 4), (5, 4))

# ---------------------------------------------------------------- batches of them

for op in ("BatchMatMul", "BatchMatMulV2"):
    for adj_x, adj_y in ((False, False), (False, True), (True, False), (True, True)):
        x = (None, 4, 3) if adj_x else (None, 3, 4)
        y = (None, 5, 4) if adj_y else (None, 4, 5)
        F.op(op, f"raw.{op}(x=x, y=y, adj_x={adj_x}, adj_y={adj_y})", x, y)
V2 = "BatchMatMulV2"
F.op("BatchMatMulV3", "raw.BatchMatMulV3(x=x, y=y, Tout=tf.float32)", (None, 3, 4), (None, 4, 5))
F.op("BatchMatMulV3", "raw.BatchMatMulV3(x=x, y=W((4, 5)), Tout=tf.float32, adj_x=True)", (None, 4, 3))
F.op(V2, "tf.matmul(x, W((4, 5)))", (None, 2, 3, 4))
F.op(V2, "tf.matmul(x, W((5, 4)), transpose_b=True)", (None, 3, 4))
F.op(V2, "tf.matmul(x, W((1, 4, 5)))", (None, 3, 4))
F.op(V2, "tf.matmul(x, W((1, 1, 4, 5)))", (2, 3, 4))
F.op(V2, "tf.matmul(x, W((2, 4, 5)))", (None, 2, 3, 4))
F.op(V2, "tf.matmul(W((3, 4)), x)", (None, 4, 5))
F.op(V2, "tf.matmul(W((2, 3, 4)), x)", (None, 2, 4, 5))
F.op(V2, "tf.matmul(x, y)", (None, 2, 3, 4), (2, 4, 5))
F.op(V2, "tf.matmul(x, y)", (None, 1, 3, 4), (1, 2, 4, 5))
F.op(V2, "tf.matmul(x, y)", (3, 4), (None, 4, 5))
F.op(V2, "tf.matmul(x, y)", (2, 1, 2, 3, 4), (2, 2, 1, 4, 5))
F.op(V2, "tf.matmul(x, y)", (2, 1, 2, 1, 3, 4), (2, 2, 1, 2, 4, 5))
F.op(f"{V2} AddV2 Relu", "tf.nn.relu(tf.matmul(x, V((4, 5))) + V((5,)))", (None, 3, 4))

# ---------------------------------------------------------------- einsums

for equation, *shapes in (
    ("ij->ji", (3, 4)),
    ("ijk->ik", (None, 3, 4)),
    ("ij->", (3, 4)),
    ("ii->i", (4, 4)),
    ("ii->", (4, 4)),
    ("bii->b", (None, 3, 3)),
    ("...ij->...ji", (None, 2, 3, 4)),
    ("aba->ba", (3, 4, 3)),
    ("ij,jk->ik", (3, 4), (4, 5)),
    ("ij,kj->ik", (3, 4), (5, 4)),
    ("ij,ij->i", (None, 4), (None, 4)),
    ("i,j->ij", (3,), (4,)),
    ("i,i->", (4,), (4,)),
    ("bij,bjk->bik", (None, 3, 4), (None, 4, 5)),
    ("bqhd,bkhd->bhqk", (None, 3, 2, 4), (None, 5, 2, 4)),
    ("bhqk,bkhd->bqhd", (None, 2, 3, 5), (None, 5, 2, 4)),
    ("...ij,...jk->...ik", (None, 2, 3, 4), (None, 2, 4, 5)),
    ("...ij,jk->...ik", (None, 2, 3, 4), (4, 5)),
    ("ijk,k->ij", (None, 3, 4), (4,)),
    ("ij,jj->ij", (3, 4), (4, 4)),
    ("bij,kl->bil", (None, 3, 4), (2, 5)),
):
    names = ["x", "y"][: len(shapes)]
    F.op("Einsum", f"raw.Einsum(inputs=[{', '.join(names)}], equation='{equation}')", *shapes)
for equation, weight, shape in (
    ("abc,cd->abd", (4, 5), (None, 3, 4)),
    ("abc,cde->abde", (4, 2, 3), (None, 3, 4)),
    ("abcd,cde->abe", (2, 4, 5), (None, 3, 2, 4)),
    ("abc,dc->abd", (5, 4), (None, 3, 4)),
    ("abc,bcd->abd", (3, 4, 5), (None, 3, 4)),
    ("...x,xy->...y", (4, 5), (None, 2, 3, 4)),
):
    F.op("Einsum", f"raw.Einsum(inputs=[x, W({weight})], equation='{equation}')", shape)
F.op("Einsum", "raw.Einsum(inputs=[W((5, 4)), x], equation='dc,abc->abd')", (None, 3, 4))
F.op("Einsum", "raw.Einsum(inputs=[x], equation='i->ii')", (4,), refused="Einsum")

# ---------------------------------------------------------------- contractions

F.op("MatMul Reshape", "tf.tensordot(x, W((4, 5)), 1)", (3, 2, 4))
F.op("MatMul Reshape", "tf.tensordot(x, W((4, 5)), 1)", (None, 3, 4))
F.op("MatMul Reshape", "tf.tensordot(x, W((5, 4)), ((2,), (1,)))", (None, 3, 4))
F.op("MatMul Reshape", "tf.tensordot(x, W((3, 4, 5)), ((1, 2), (0, 1)))", (None, 3, 4))
F.op("MatMul Reshape", "tf.nn.relu(tf.tensordot(x, V((4, 5)), 1) + V((5,)))", (None, 3, 4))
F.op("MatMul Reshape", "tf.tensordot(x, y, 1)", (3, 2, 4), (4, 5))


def fused(x, *operands, after, **attributes):
    """A product with what optimizers of graphs put behind it."""
    node = tf.compat.v1.NodeDef(name="fused", op="_FusedMatMul")
    inputs = {str(i): t for i, t in enumerate((x, *operands))}
    node.input.extend(inputs)
    node.attr["T"].type = 1
    node.attr["num_args"].i = len(operands) - 1
    node.attr["fused_ops"].list.s.extend(a.encode() for a in after)
    for key, value in attributes.items():
        node.attr[key].b = value
    graph = tf.compat.v1.GraphDef(node=[node])
    return tf.compat.v1.import_graph_def(graph, inputs, ["fused:0"], name="")[0]


for after in (["BiasAdd"], ["BiasAdd", "Relu"], ["BiasAdd", "Relu6"], ["BiasAdd", "Elu"], ["BiasAdd", "Tanh"],
              ["BiasAdd", "Sigmoid"], ["BiasAdd", "LeakyRelu"]):
    F.graph1("_FusedMatMul", ", ".join(after), lambda v1, x, after=after: fused(x, W((4, 5)), W((5,)), after=after),
             (None, 4))
F.graph1("_FusedMatMul", "BiasAdd, transpose_b",
         lambda v1, x: fused(x, W((5, 4)), W((5,)), after=["BiasAdd"], transpose_b=True), (None, 4))
