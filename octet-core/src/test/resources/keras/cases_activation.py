"""Activations: as a layer with its options, as Activation('...'), as a string in another layer."""

from harness import Family, In

FAMILY = F = Family("activation")
W = In((5, 4), "float32", -8, 8)  # wide enough for every knee
N = In((5, 4), "float32", -2, 2)

F.layer("ReLU", "", "", W)
F.layer("ReLU", "", "max_value=6", W)
F.layer("ReLU", "", "max_value=1", N)
F.layer("ReLU", "", "max_value=4.5", W)
F.layer("ReLU", "", "negative_slope=0.2", W)
F.layer("ReLU", "", "threshold=1.5", W)
F.layer("ReLU", "", "max_value=5, negative_slope=0.1, threshold=1", W, batch=3)
F.layer("ReLU", "", "max_value=3, threshold=0.5", W)
F.layer("LeakyReLU", "", "", W)
F.layer("LeakyReLU", "", "alpha=0.1", W, keras=2)
F.layer("LeakyReLU", "", "negative_slope=0.1", W, keras=3)
F.layer("PReLU", "", "", (5, 4, 3))
F.layer("PReLU", "", "shared_axes=[1, 2]", (5, 4, 3), batch=3)
F.layer("PReLU", "", "shared_axes=[1]", (5, 4, 3))
F.layer("PReLU", "", "", (4,))
F.layer("ELU", "", "", W)
F.layer("ELU", "", "alpha=0.5", W)
F.layer("ThresholdedReLU", "", "", W, keras=2)
F.layer("ThresholdedReLU", "", "theta=0.5", W, keras=2)
F.layer("Softmax", "", "", N, batch=3)
F.layer("Softmax", "", "axis=1", N)
F.layer("Softmax", "", "axis=-2", (2, 5, 4))
F.layer("Softmax", "", "axis=[1, 2]", (5, 4, 3))
F.layer("Softmax", "", "axis=(2, 3)", (5, 4, 3), keras=2)
F.graph(
    "Softmax",
    "with a mask",
    lambda k, x, m: k.layers.Softmax()(x, m),
    N,
    In((5, 4), "bool"),
    format="h5",
)

F.layer("Softmax", "", "axis=[1, 3]", (5, 4, 3), batch=3)
F.layer("ReLU", "", "max_value=4, negative_slope=0.2", W)
F.layer("ReLU", "", "negative_slope=0.2, threshold=1", W)
for NAME, OPTIONS in (("ReLU", "max_value=3, negative_slope=0.1, threshold=0.5"), ("ReLU", "max_value=2"), ("PReLU", "")):
    F.layer(NAME, "", OPTIONS, In((2, 3, 2, 4), "float32", -4, 4))
F.layer("Softmax", "", "axis=[1, 4]", (2, 3, 2, 4))
F.layer("Softmax", "", "axis=2", (2, 3, 2, 4))

BOTH = "relu sigmoid tanh elu selu softplus softsign exponential linear gelu hard_sigmoid softmax".split()
ALSO = {
    2: "swish mish".split(),
    3: "silu swish relu6 leaky_relu hard_silu hard_swish mish log_softmax celu glu hard_shrink hard_tanh "
    "log_sigmoid soft_shrink sparse_plus sparse_sigmoid sparsemax squareplus tanh_shrink".split(),
}
for NAME in BOTH:
    F.layer("Activation", "", f"'{NAME}'", W)
for VERSION, NAMES in ALSO.items():
    for NAME in NAMES:
        F.layer("Activation", "", f"'{NAME}'", W, keras=VERSION)
FAR = In((16, 16), "float32", -50, 50)
DEEP = In((2, 3, 2, 4), "float32", -3, 3)
for NAME in BOTH:
    if NAME != "exponential":  # as large as the largest input lets it be, and no test of the others
        F.layer("Activation", "", f"'{NAME}'", FAR)
for VERSION, NAMES in ALSO.items():
    for NAME in NAMES:
        F.layer("Activation", "", f"'{NAME}'", FAR, keras=VERSION)
for NAME in ("softplus", "gelu", "elu"):
    F.layer("Activation", "", f"'{NAME}'", DEEP)
F.layer("Activation", "", "'mish'", In((16, 16), "float32", -200, 200))
F.layer("Activation", "", "'softplus'", In((16, 16), "float32", -200, 200))
F.layer("Activation", "", "'log_sigmoid'", In((16, 16), "float32", -200, 200), keras=3)
for NAME in ("sparsemax", "glu", "hard_shrink", "soft_shrink", "sparse_plus", "squareplus", "celu"):
    F.layer("Activation", "", f"'{NAME}'", DEEP, keras=3)
F.layer("Activation", "", "'sparsemax'", (5, 4), keras=3, batch=3)
F.layer("Activation", "", "'glu'", (5, 4), keras=3, batch=3)
for NAME in ("gelu", "hard_sigmoid", "selu", "softplus", "elu"):
    F.layer("Dense", "4", f"activation='{NAME}'", (5,))
for NAME in ("silu", "hard_silu", "leaky_relu", "relu6", "mish", "log_softmax"):
    F.layer("Conv2D", "4, 3", f"activation='{NAME}'", (6, 5, 3), keras=3)
F.layer("Conv2D", "4, 3", "activation='swish'", (6, 5, 3), keras=2)
F.layer("Dense", "4", "activation=layers.LeakyReLU(negative_slope=0.1)", (5,), keras=3)
F.layer("Dense", "4", "activation=layers.LeakyReLU(alpha=0.1)", (5,), keras=2)
F.layer("Conv2D", "4, 3", "activation=layers.ReLU(max_value=6)", (6, 5, 3))
F.layer("Dense", "4", "activation=layers.Softmax(axis=1)", (6, 5), keras=3)
F.layer("Dense", "4", "activation=k.activations.gelu", (5,), keras=3)
F.layer("Activation", "", "layers.PReLU()", (5, 4), keras=3, format="h5", refused="alpha")  # Keras leaves it out of the file
F.graph("Activation", "tf.nn.relu6", lambda k, x: k.layers.Activation(tf().nn.relu6)(x), W, keras=2, loads=False)


def tf():
    import tensorflow

    return tensorflow
