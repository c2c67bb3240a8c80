"""Models that TensorFlow's Model Optimization toolkit made ready to be trained for integers (Keras 2 only).

Needs tensorflow-model-optimization 0.8 besides.
"""

from harness import Family

FAMILY = F = Family("quantized")
L, I, J = (6,), (6, 5, 3), (8, 4)
WRAPPER = "QuantizeWrapperV2"
# Keras cannot read its own .keras files of such models: they hold fewer variables than it looks for.


def toolkit():
    import tensorflow_model_optimization as tfmot

    return tfmot.quantization.keras


def inner(path):
    import importlib

    return importlib.import_module("tensorflow_model_optimization.python.core.quantization.keras." + path)


def whole(options, function, shape, **more):
    """A model that is quantized as a whole."""

    def build(k):
        x = k.Input(shape)
        with toolkit().quantize_scope():
            return toolkit().quantize_model(k.Model(x, function(k.layers, x)))

    F.model(WRAPPER, options, build, shape, keras=2, **KNOWN, **more)


def toolkit_scope():
    return toolkit().quantize_scope(
        {
            "OwnConfig": own_config(),
            "DefaultNBitQuantizeConfig": nbit().DefaultNBitQuantizeConfig,
            "DefaultNBitConvQuantizeConfig": nbit().DefaultNBitConvQuantizeConfig,
            "DefaultNBitConvTransposeQuantizeConfig": nbit().DefaultNBitConvTransposeQuantizeConfig,
            "DefaultNBitActivationQuantizeConfig": nbit().DefaultNBitActivationQuantizeConfig,
            "DefaultNBitOutputQuantizeConfig": inner(
                "experimental.default_n_bit.default_n_bit_quantize_configs"
            ).DefaultNBitOutputQuantizeConfig,
        }
    )


KNOWN = {"scope": toolkit_scope, "loads": False}


def nbit():
    return inner("experimental.default_n_bit.default_n_bit_quantize_registry")


def some(options, function, shape, **more):
    """A model of which some layers are quantized: `q` marks one."""

    def build(k):
        def q(layer, config=None):
            return toolkit().quantize_annotate_layer(layer, config)

        x = k.Input(shape)
        with toolkit_scope():
            return toolkit().quantize_apply(k.Model(x, function(k.layers, x, q)))

    F.model(WRAPPER, options, build, shape, keras=2, **KNOWN, **more)


def scheme(options, weight, activation, function, shape):
    """A model quantized to other than 8 bits."""

    def build(k):
        x = k.Input(shape)
        model = toolkit().quantize_annotate_model(k.Model(x, function(k.layers, x)))
        by = inner("experimental.default_n_bit.default_n_bit_quantize_scheme").DefaultNBitQuantizeScheme
        with toolkit_scope():
            return toolkit().quantize_apply(model, by(num_bits_weight=weight, num_bits_activation=activation))

    F.model(WRAPPER, options, build, shape, keras=2, **KNOWN)


def layer(options, make, shape, **more):
    """The toolkit's layer that rounds its input, by itself."""

    def build(k):
        x = k.Input(shape)
        made = inner("quantize_layer").QuantizeLayer(make(inner("quantizers")))
        return k.Model(x, made(x))

    F.model("QuantizeLayer", options, build, shape, keras=2, **KNOWN, **more)


def own_config():
    default = inner("default_8bit.default_8bit_quantize_registry").Default8BitQuantizeConfig

    class OwnConfig(default):
        pass

    return OwnConfig


def values(name):
    return {"num_bits": 8, "per_axis": False, "symmetric": False, "narrow_range": False} | name


for quantizer in ("AllValuesQuantizer", "MovingAverageQuantizer", "LastValueQuantizer"):
    for more in ({}, {"num_bits": 4}, {"num_bits": 16}, {"narrow_range": True}, {"num_bits": 6, "narrow_range": True}):
        shown = ", ".join(f"{k}={v}" for k, v in more.items())
        layer(f"{quantizer}({shown})", lambda q, n=quantizer, m=more: getattr(q, n)(**values(m)), (40,), batch=3)
layer("FixedQuantizer(init_min=-1, init_max=1.3)", lambda q: q.FixedQuantizer(8, -1.0, 1.3, False), (40,))
layer("FixedQuantizer(num_bits=4)", lambda q: q.FixedQuantizer(4, -1.0, 1.3, True), (40,))
layer("None", lambda q: None, L)

for f in ("linear", "relu", "softmax", "sigmoid", "tanh", "gelu", "swish"):
    whole(f"Dense, activation='{f}'", lambda l, x, f=f: l.Dense(5, activation=f)(x), L, batch=3)
    if f != "gelu":
        whole(f"Conv2D, activation='{f}'", lambda l, x, f=f: l.Conv2D(4, 3, activation=f)(x), I)
    whole(f"Activation '{f}'", lambda l, x, f=f: l.Activation(f)(l.Dense(5)(x)), L)
whole("Activation 'relu6'", lambda l, x: l.Activation("relu6")(l.Dense(5)(x)), L)
whole("Dense, use_bias=False", lambda l, x: l.Dense(5, use_bias=False)(x), L)
whole("Dense on a sequence", lambda l, x: l.Dense(5, activation="relu")(x), J)
whole("Dense then BatchNormalization", lambda l, x: l.BatchNormalization()(l.Dense(5)(x)), L)
whole(
    "Dense then BatchNormalization and ReLU",
    lambda l, x: l.ReLU()(l.BatchNormalization()(l.Dense(5)(x))),
    L,
)
whole("Conv2D, strides=2, padding='same'", lambda l, x: l.Conv2D(4, 3, strides=2, padding="same")(x), I, batch=3)
whole("Conv2D, dilation_rate=2", lambda l, x: l.Conv2D(4, 2, dilation_rate=2)(x), I)
whole("Conv2D, groups=3", lambda l, x: l.Conv2D(6, 3, groups=3)(x), I)
whole("Conv2D then BatchNormalization", lambda l, x: l.BatchNormalization()(l.Conv2D(4, 3, use_bias=False)(x)), I)
for name, act in (("ReLU", "l.ReLU()"), ("ReLU, max_value=6", "l.ReLU(6.0)"), ("Activation 'relu'", "l.Activation('relu')")):
    whole(
        f"Conv2D then BatchNormalization and {name}",
        lambda l, x, a=act: eval(a, {"l": l})(l.BatchNormalization()(l.Conv2D(4, 3)(x))),
        I,
    )
    whole(
        f"DepthwiseConv2D then BatchNormalization and {name}",
        lambda l, x, a=act: eval(a, {"l": l})(l.BatchNormalization()(l.DepthwiseConv2D(3)(x))),
        I,
    )
whole("DepthwiseConv2D", lambda l, x: l.DepthwiseConv2D(3, activation="relu")(x), I, batch=3)
whole("DepthwiseConv2D, depth_multiplier=2", lambda l, x: l.DepthwiseConv2D(3, depth_multiplier=2)(x), I)
whole("SeparableConv2D", lambda l, x: l.SeparableConv2D(4, 3)(x), I)
whole(
    "SeparableConv2D then BatchNormalization and ReLU",
    lambda l, x: l.ReLU()(l.BatchNormalization()(l.SeparableConv2D(4, 3, use_bias=False)(x))),
    I,
)
whole("Conv2DTranspose", lambda l, x: l.Conv2DTranspose(4, 3, strides=2)(x), I, batch=3)
whole("Conv2DTranspose, activation='relu'", lambda l, x: l.Conv2DTranspose(4, 3, padding="same", activation="relu")(x), I)
whole("ReLU", lambda l, x: l.ReLU()(x), I)
whole("ReLU, max_value=6", lambda l, x: l.ReLU(6.0)(x), I)
whole("LeakyReLU", lambda l, x: l.LeakyReLU()(x), I)
whole("Softmax", lambda l, x: l.Softmax()(x), L)
whole("AveragePooling2D", lambda l, x: l.AveragePooling2D()(x), I)
whole("AveragePooling1D", lambda l, x: l.AveragePooling1D()(x), J)
whole("GlobalAveragePooling2D", lambda l, x: l.GlobalAveragePooling2D()(x), I, batch=3)
whole("GlobalAveragePooling1D", lambda l, x: l.GlobalAveragePooling1D()(x), J)
whole("MaxPooling2D", lambda l, x: l.MaxPooling2D()(x), I)
whole("GlobalMaxPooling2D", lambda l, x: l.GlobalMaxPooling2D()(x), I)
whole("UpSampling2D", lambda l, x: l.UpSampling2D()(x), I)
whole("ZeroPadding2D then Conv2D", lambda l, x: l.Conv2D(4, 3)(l.ZeroPadding2D()(x)), I)
whole("Cropping2D", lambda l, x: l.Cropping2D(1)(x), I)
whole("Flatten, Dropout, Dense", lambda l, x: l.Dense(3)(l.Dropout(0.5)(l.Flatten()(x))), I)
whole("Reshape and Permute", lambda l, x: l.Permute((2, 1))(l.Reshape((15, 6))(x)), I)


def branches(l, x):
    y = l.Conv2D(3, 3, padding="same", activation="relu")(x)
    z = l.Add()([x, y])
    return l.Concatenate()([z, y, l.ReLU()(z)])


whole("Add and Concatenate", branches, I, batch=3)


def small(l, x):
    y = l.ReLU(6.0)(l.BatchNormalization()(l.Conv2D(4, 3, use_bias=False)(x)))
    y = l.ReLU(6.0)(l.BatchNormalization()(l.DepthwiseConv2D(3, padding="same", use_bias=False)(y)))
    y = l.Add()([y, l.Conv2D(4, 1)(y)])
    return l.Dense(3, activation="softmax")(l.GlobalAveragePooling2D()(y))


whole("a whole network", small, I, batch=3, format="h5")
whole("a whole network, again", small, I, format="keras")
scheme("weights of 4 bits", 4, 8, small, I)
scheme("weights and activations of 4 bits", 4, 4, small, I)
scheme("weights and activations of 6 bits", 6, 6, lambda l, x: l.Dense(5, activation="relu")(x), L)
scheme("Conv2DTranspose of 4 bits", 4, 8, lambda l, x: l.Conv2DTranspose(4, 3)(x), I)

some("one Dense of two", lambda l, x, q: l.Dense(3)(q(l.Dense(5, activation="relu"))(x)), L)
some("the last Dense", lambda l, x, q: q(l.Dense(3))(l.Dense(5, activation="relu")(x)), L)
some(
    "layers that the toolkit leaves alone between others",
    lambda l, x, q: q(l.Dense(3))(l.LayerNormalization()(l.ELU()(q(l.Dense(5))(x)))),
    L,
)
some(
    "a QuantizeConfig of one's own",
    lambda l, x, q: q(l.Dense(3), own_config()(["kernel"], ["activation"], False))(x),
    L,
    refused="OwnConfig",
)


def fixed(k):
    x = k.Input(L)
    with toolkit_scope():
        model = toolkit().quantize_model(k.Model(x, k.layers.Dense(3, activation="relu")(x)))
        return inner("quantize").fix_input_output_range(model, 8, -1.0, 1.5, 0.0, 2.0)


F.model(WRAPPER, "fix_input_output_range", fixed, L, keras=2, **KNOWN)


def frozen(k):
    x = k.Input(L)
    dense = k.layers.Dense(5, trainable=False)
    y = k.layers.Dense(3, activation="relu")(dense(x))
    with toolkit_scope():
        return toolkit().quantize_model(k.Model(x, y))


F.model(WRAPPER, "trainable=False", frozen, L, keras=2, **KNOWN)


def sequential(k):
    model = k.Sequential([k.layers.InputLayer(input_shape=L), k.layers.Dense(4, activation="relu"), k.layers.Dense(3)])
    with toolkit_scope():
        return toolkit().quantize_model(model)


F.model(WRAPPER, "in a Sequential model", sequential, L, keras=2, **KNOWN)


def within(k):
    x = k.Input(L)
    return k.Model(x, k.layers.Dense(2)(sequential(k)(x)))


F.model(WRAPPER, "in a model within a model", within, L, keras=2, **KNOWN)


def first_version(k):
    config = inner("default_8bit.default_8bit_quantize_registry").Default8BitQuantizeConfig
    wrapper = inner("quantize_wrapper").QuantizeWrapper
    x = k.Input(L)
    return k.Model(x, wrapper(k.layers.Dense(5), config(["kernel"], ["activation"], True))(x))


F.model("QuantizeWrapper", "Dense", first_version, L, keras=2, **KNOWN)
