"""Dense and its like, embeddings, masks that do not matter, layers that do nothing at inference."""

from harness import Family, In, ints

FAMILY = F = Family("core")

F.layer("Dense", "4", "", (5,))
F.layer("Dense", "4", "activation='relu'", (5,), batch=3)
F.layer("Dense", "4", "use_bias=False", (5,))
F.layer("Dense", "4", "activation='softmax'", (5,))
F.layer("Dense", "4", "activation='tanh'", (6, 5))
F.layer("Dense", "4", "activation='relu'", (2, 3, 5))
F.layer("Dense", "1", "activation='sigmoid'", (5,))
F.layer("Dense", "4", "kernel_regularizer='l2', bias_initializer='ones', kernel_constraint='max_norm'", (5,))
F.layer("Dense", "4", "activation='relu', use_bias=False", (6, 5), batch=3)
F.layer("Dense", "4", "lora_rank=2", (5,), keras=3, format="keras")
F.graph("Dense", "after Flatten", lambda k, x: k.layers.Dense(4)(k.layers.Flatten()(x)), (3, 4, 2), batch=3)

F.layer("EinsumDense", "", "'abc,cd->abd', output_shape=(None, 4), bias_axes='d'", (6, 5))
F.layer("EinsumDense", "", "'ab,bc->ac', output_shape=4", (5,))
F.layer("EinsumDense", "", "'...x,xy->...y', output_shape=4, bias_axes='y', activation='relu'", (6, 5), batch=3)
F.layer("EinsumDense", "", "'abc,cde->abde', output_shape=(None, 2, 4), bias_axes='de'", (6, 5))
F.layer("EinsumDense", "", "'abc,cde->abde', output_shape=(None, 2, 4), bias_axes='e'", (6, 5))
F.layer("EinsumDense", "", "'abc,cde->abde', output_shape=(None, 2, 4), bias_axes='d'", (6, 5))
F.layer("EinsumDense", "", "'abcd,cde->abe', output_shape=(None, 4), bias_axes='e'", (6, 2, 5))
F.layer("EinsumDense", "", "'abc,bcd->abd', output_shape=(6, 4), bias_axes='bd'", (6, 5))
F.layer("EinsumDense", "", "'abc,bd->adc', output_shape=(4, 5), bias_axes='d'", (6, 5))
F.layer("EinsumDense", "", "'abc,dc->abd', output_shape=(None, 4)", (6, 5))
F.layer("EinsumDense", "", "'abc,c->abc', output_shape=(6, 5)", (6, 5))

F.layer("Embedding", "7, 4", "", ints((5,), 7))
F.layer("Embedding", "7, 4", "", ints((3, 5), 7), batch=3)
F.layer("Embedding", "7, 4", "", In((5,), "float32", 0, 6.9))
F.layer("Embedding", "7, 4", "", ints((5,), 7, dtype="int64"))
F.layer("Embedding", "7, 4", "", ints((), 7))
F.layer("Embedding", "7, 4", "input_length=5", ints((5,), 7), keras=2)
F.layer("Embedding", "7, 4", "embeddings_regularizer='l2'", ints((5,), 7, dtype="uint8"))
F.layer("Embedding", "7, 4", "lora_rank=2", ints((5,), 7), keras=3, format="keras")
F.graph(
    "Embedding",
    "mask_zero=True before Dense",
    lambda k, x: k.layers.Dense(3)(k.layers.Embedding(7, 4, mask_zero=True)(x)),
    ints((5,), 7),
)
F.graph(
    "Embedding",
    "mask_zero=True before Flatten",
    lambda k, x: k.layers.Dense(3)(k.layers.Flatten()(k.layers.Embedding(7, 4, mask_zero=True)(x))),
    ints((5,), 7),
)
F.graph(
    "Embedding",
    "mask_zero=True before Conv1D",
    lambda k, x: k.layers.Conv1D(3, 2)(k.layers.Embedding(7, 4, mask_zero=True)(x)),
    ints((5,), 7),
)
F.graph(
    "Embedding",
    "shared by two inputs",
    lambda k, x, y: (lambda e: k.layers.Concatenate()([e(x), e(y)]))(k.layers.Embedding(7, 4)),
    ints((5,), 7),
    ints((5,), 7),
)
F.layer("ReversibleEmbedding", "7, 4", "", ints((5,), 7), keras=3)
F.graph(
    "ReversibleEmbedding",
    "reverse=True after Dense",
    lambda k, x: (lambda e: e(k.layers.Dense(4)(e(x)), reverse=True))(k.layers.ReversibleEmbedding(7, 4)),
    ints((5,), 7),
    keras=3,
)
F.graph(
    "ReversibleEmbedding",
    "tie_weights=False, reverse=True after Dense",
    lambda k, x: (lambda e: e(k.layers.Dense(4)(e(x)), reverse=True))(
        k.layers.ReversibleEmbedding(7, 4, tie_weights=False)
    ),
    ints((5,), 7),
    keras=3,
)

F.layer("Masking", "", "", (5, 3))
F.layer("Masking", "", "mask_value=1", In((5, 1), "float32", 0, 3))
F.graph(
    "Masking",
    "before Dense",
    lambda k, x: k.layers.Dense(2)(k.layers.Masking()(x)),
    In((5, 1), "float32", 0, 1),
)

F.layer("Identity", "", "", (5, 3))
F.layer("Dropout", "0.5", "", (5, 3))
F.graph("Dropout", "between Dense", lambda k, x: k.layers.Dense(2)(k.layers.Dropout(0.5)(k.layers.Dense(3)(x))), (5,))
F.layer("Dropout", "0.5", "noise_shape=(None, 1, 3), seed=1", (5, 3))
F.layer("SpatialDropout1D", "0.5", "", (5, 3))
F.layer("SpatialDropout2D", "0.5", "", (5, 4, 3))
F.layer("SpatialDropout3D", "0.5", "", (2, 3, 4, 3))
F.layer("GaussianDropout", "0.5", "", (5, 3))
F.layer("GaussianNoise", "0.5", "", (5, 3))
F.layer("AlphaDropout", "0.5", "", (5, 3))
F.layer("ActivityRegularization", "", "l1=0.1, l2=0.2", (5, 3))


def under(policy):
    """A model made under a dtype policy; computed in float32, as LiteRT will."""

    def body(k):
        x = k.Input((6, 7, 3))
        y = k.layers.Conv2D(4, 3, activation="relu")(x)
        y = k.layers.BatchNormalization()(y)
        y = k.layers.GlobalAveragePooling2D()(y)
        return k.Model(x, k.layers.Dense(3, activation="softmax")(y))

    def build(k):
        old = policy_of(k)
        k.mixed_precision.set_global_policy(policy)
        try:
            return body(k)
        finally:
            k.mixed_precision.set_global_policy(old)

    return build, lambda k: (body(k), lambda a: a.astype("float32"), lambda a: a)


def policy_of(k):
    return k.mixed_precision.global_policy() if k.octet_version == 2 else k.mixed_precision.dtype_policy()


for POLICY in ("mixed_float16", "mixed_bfloat16", "float16", "float64"):
    BUILD, TWIN = under(POLICY)
    F.model("dtype policy", f"'{POLICY}'", BUILD, (6, 7, 3), twin=TWIN, always_twin=True)
F.layer("Dense", "4", "dtype='float64'", (5,), twin=lambda k: twin_dense(k), always_twin=True)


def twin_dense(k):
    x = k.Input((5,))
    return k.Model(x, k.layers.Dense(4)(x)), lambda a: a, lambda a: a
