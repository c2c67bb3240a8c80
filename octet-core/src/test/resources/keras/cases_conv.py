"""Convolutions: plain, depthwise, separable, transposed; in one, two and three dimensions."""

from harness import Family

FAMILY = F = Family("conv")
CF = "data_format='channels_first'"
# With channels_first, not as many filters as columns: Keras 3 would add the bias to those.


def block1d(k, x, filters):
    y = k.layers.Conv1D(filters, 3, padding="same", use_bias=False)(x)
    return k.layers.ReLU()(k.layers.BatchNormalization()(y))


# one dimension
L = (8, 3)
F.layer("Conv1D", "4, 3", "", L, batch=3)
F.layer("Conv1D", "4, 3", "padding='same'", L)
F.layer("Conv1D", "4, 3", "padding='causal'", L)
F.layer("Conv1D", "4, 3", "padding='causal', dilation_rate=2", L)
F.layer("Conv1D", "4, 3", "strides=2", L)
F.layer("Conv1D", "4, 3", "strides=2, padding='same'", L)
F.layer("Conv1D", "4, 3", "strides=2, padding='same'", (7, 3))
F.layer("Conv1D", "4, 2", "strides=2, padding='causal'", L)
F.layer("Conv1D", "4, 3", "dilation_rate=2", L)
F.layer("Conv1D", "4, 3", "dilation_rate=3, padding='same'", L)
F.layer("Conv1D", "6, 3", "groups=3", L)
F.layer("Conv1D", "4, 3", "use_bias=False, activation='relu'", L)
F.layer("Conv1D", "4, 1", "activation='relu6'", L, keras=3)
F.layer("Conv1D", "4, 3", CF, (3, 8))
F.layer("Conv1D", "3, 3", CF + ", padding='same', strides=2", (3, 8))
F.graph(
    "Conv1D",
    "then BatchNormalization and ReLU, twice",
    lambda k, x: block1d(k, block1d(k, x, 4), 5),
    L,
    batch=3,
)
F.graph(
    "Conv1D",
    "causal, with a way around it",
    lambda k, x: k.layers.Add()([x, k.layers.Conv1D(3, 2, padding="causal", activation="tanh")(x)]),
    L,
)

# two dimensions
I = (7, 6, 3)
F.layer("Conv2D", "4, 3", "", I, batch=3)
F.layer("Conv2D", "4, 3", "padding='same'", I)
F.layer("Conv2D", "4, 3", "strides=2", I)
F.layer("Conv2D", "4, 3", "strides=2, padding='same'", I)
F.layer("Conv2D", "4, 3", "strides=2, padding='same'", (6, 9, 3))
F.layer("Conv2D", "4, (2, 3)", "strides=(1, 2), padding='same'", I)
F.layer("Conv2D", "4, (3, 1)", "strides=(2, 1)", I)
F.layer("Conv2D", "4, 2", "padding='same'", I)
F.layer("Conv2D", "4, 3", "dilation_rate=2", I)
F.layer("Conv2D", "4, 3", "dilation_rate=(1, 2), padding='same'", I)
F.layer("Conv2D", "6, 3", "groups=3, padding='same'", I)
F.layer("Conv2D", "6, 3", "groups=2, strides=2, use_bias=False", (7, 6, 4))
F.layer("Conv2D", "6, 2", CF + ", groups=2", (4, 7, 6))
F.layer("Conv2D", "4, 3", "use_bias=False", I)
F.layer("Conv2D", "4, 3", "activation='relu'", I)
F.layer("Conv2D", "4, 3", "activation='tanh', padding='same'", I)
F.layer("Conv2D", "4, 1", "", I)
F.layer("Conv2D", "4, (7, 6)", "", I)
F.layer("Conv2D", "3, 3", CF, (3, 7, 6))
F.layer("Conv2D", "4, 3", CF + ", strides=2, padding='same'", (3, 7, 6))
F.layer("Conv2D", "4, 3", CF + ", dilation_rate=2, activation='relu'", (3, 7, 6))
F.graph(
    "Conv2D",
    "after ZeroPadding2D, strides=2",
    lambda k, x: k.layers.Conv2D(4, 3, strides=2)(k.layers.ZeroPadding2D(((0, 1), (0, 1)))(x)),
    I,
)
F.graph(
    "Conv2D",
    "then BatchNormalization and ReLU",
    lambda k, x: k.layers.ReLU()(k.layers.BatchNormalization()(k.layers.Conv2D(4, 3, use_bias=False)(x))),
    I,
    batch=3,
)

# three dimensions
V = (4, 5, 6, 2)
F.layer("Conv3D", "3, 2", "", V, batch=3)
F.layer("Conv3D", "3, 3", "padding='same'", V)
F.layer("Conv3D", "3, 3", "strides=2, padding='same'", V)
F.layer("Conv3D", "3, (2, 1, 3)", "strides=(1, 2, 1), use_bias=False", V)
F.layer("Conv3D", "3, 2", "dilation_rate=2, activation='relu'", V)
F.layer("Conv3D", "4, 2", "groups=2", V)
F.layer("Conv3D", "3, 2", CF, (2, 4, 5, 6))

# depthwise
F.layer("DepthwiseConv1D", "3", "", L)
F.layer("DepthwiseConv1D", "3", "padding='same', strides=2", L)
F.layer("DepthwiseConv1D", "3", "depth_multiplier=2, use_bias=False", L, batch=3)
F.layer("DepthwiseConv1D", "3", "dilation_rate=2, activation='relu'", L)
F.layer("DepthwiseConv1D", "3", CF, (3, 8))
F.layer("DepthwiseConv2D", "3", "", I, batch=3)
F.layer("DepthwiseConv2D", "3", "padding='same'", I)
F.layer("DepthwiseConv2D", "3", "strides=2, padding='same'", I)
F.layer("DepthwiseConv2D", "(2, 3)", "strides=2", I)
F.layer("DepthwiseConv2D", "3", "depth_multiplier=2", I)
F.layer("DepthwiseConv2D", "3", "depth_multiplier=4", (7, 6, 1))
F.layer("DepthwiseConv2D", "3", "dilation_rate=2, padding='same'", I)
F.layer("DepthwiseConv2D", "3", "strides=2, dilation_rate=2, padding='same'", (9, 8, 3), keras=3)
F.layer("DepthwiseConv2D", "(2, 3)", "strides=(1, 2), dilation_rate=(2, 1)", (9, 8, 3), keras=3)
F.layer("DepthwiseConv2D", "3", "use_bias=False, activation='relu6'", I, keras=3)
F.layer("DepthwiseConv2D", "3", "use_bias=False, activation='relu'", I)
F.layer("DepthwiseConv2D", "3", CF + ", depth_multiplier=2", (3, 7, 6))
F.graph(
    "DepthwiseConv2D",
    "then BatchNormalization",
    lambda k, x: k.layers.BatchNormalization()(k.layers.DepthwiseConv2D(3, depth_multiplier=2)(x)),
    I,
)

# separable
F.layer("SeparableConv1D", "4, 3", "", L)
F.layer("SeparableConv1D", "4, 3", "padding='same', strides=2", L)
F.layer("SeparableConv1D", "4, 3", "padding='causal'", L, keras=2)
F.layer("SeparableConv1D", "4, 3", "depth_multiplier=2, use_bias=False", L)
F.layer("SeparableConv1D", "4, 3", "dilation_rate=2, activation='relu'", L)
F.layer("SeparableConv1D", "4, 3", CF, (3, 8))
F.layer("SeparableConv2D", "4, 3", "", I, batch=3)
F.layer("SeparableConv2D", "4, 3", "padding='same', strides=2", I)
F.layer("SeparableConv2D", "4, 3", "depth_multiplier=2, activation='relu'", I)
F.layer("SeparableConv2D", "4, (2, 3)", "use_bias=False, padding='same'", I)
F.layer("SeparableConv2D", "4, 3", "dilation_rate=2", I)
F.layer("SeparableConv2D", "4, 3", "dilation_rate=2, strides=2, padding='same'", (9, 8, 3), keras=3)
F.layer("SeparableConv2D", "3, 3", CF, (3, 7, 6))

# transposed
F.layer("Conv1DTranspose", "4, 3", "", L)
F.layer("Conv1DTranspose", "4, 3", "padding='same'", L)
F.layer("Conv1DTranspose", "4, 3", "strides=2", L, batch=3)
F.layer("Conv1DTranspose", "4, 3", "strides=2, padding='same'", (5, 3))
F.layer("Conv1DTranspose", "4, 2", "strides=3", (5, 3))
F.layer("Conv1DTranspose", "4, 3", "strides=2, output_padding=1", (5, 3))
F.layer("Conv1DTranspose", "4, 3", "strides=2, padding='same', output_padding=0", (5, 3))
F.layer("Conv1DTranspose", "4, 3", "dilation_rate=2", L)
F.layer("Conv1DTranspose", "4, 3", "use_bias=False, activation='relu'", L)
F.layer("Conv1DTranspose", "4, 3", CF + ", strides=2", (3, 5))
T = (5, 4, 3)
F.layer("Conv2DTranspose", "4, 3", "", T, batch=3)
F.layer("Conv2DTranspose", "4, 3", "padding='same'", T)
F.layer("Conv2DTranspose", "4, 3", "strides=2", T)
F.layer("Conv2DTranspose", "4, 3", "strides=2, padding='same'", T, batch=3)
F.layer("Conv2DTranspose", "4, (2, 3)", "strides=(3, 2), padding='same'", T)
F.layer("Conv2DTranspose", "4, 2", "strides=3", T)
F.layer("Conv2DTranspose", "4, 3", "strides=2, output_padding=1", T)
F.layer("Conv2DTranspose", "4, 3", "strides=2, padding='same', output_padding=(0, 1)", T)
F.layer("Conv2DTranspose", "4, 3", "dilation_rate=2", T)
F.layer("Conv2DTranspose", "4, 3", "dilation_rate=2, padding='same'", T)
F.layer("Conv2DTranspose", "4, 2", "dilation_rate=3, padding='same'", T)
F.layer("Conv2DTranspose", "4, (1, 2)", "strides=3, padding='same'", T)
F.layer("Conv2DTranspose", "4, (4, 2)", "strides=2, padding='same'", T)
F.layer("Conv2DTranspose", "4, 3", "use_bias=False", T)
F.layer("Conv2DTranspose", "4, 3", "activation='relu'", T)
F.layer("Conv2DTranspose", "4, 3", CF + ", strides=2, padding='same'", (3, 5, 4))
F.graph(
    "Conv2DTranspose",
    "then BatchNormalization",
    lambda k, x: k.layers.BatchNormalization()(k.layers.Conv2DTranspose(4, 3, strides=2, use_bias=False)(x)),
    T,
)
W = (3, 4, 2, 3)
F.layer("Conv3DTranspose", "2, 3", "", W, batch=3)
F.layer("Conv3DTranspose", "2, 3", "strides=2, padding='same'", W)
F.layer("Conv3DTranspose", "2, 2", "strides=(1, 2, 3), use_bias=False", W)
F.layer("Conv3DTranspose", "2, 3", "strides=2, output_padding=1, activation='relu'", W)
F.layer("Conv3DTranspose", "2, 2", CF + ", strides=2", (3, 3, 4, 2))
