"""Whole networks: how layers hang together, and how their weights are found in the file."""

import numpy as np

from harness import Family, In, ints

FAMILY = F = Family("network")
I = (8, 7, 3)


def both(name, options, function, *inputs, **more):
    """Once in each format: the weights lie at other paths in each."""
    for form in ("h5", "keras"):
        F.model(name, options, function, *inputs, format=form, **more)


def layers_of_cnn(k):
    return [
        k.layers.Conv2D(4, 3, activation="relu"),
        k.layers.BatchNormalization(),
        k.layers.MaxPooling2D(),
        k.layers.Flatten(),
        k.layers.Dropout(0.3),
        k.layers.Dense(3, activation="softmax"),
    ]


def sequential(k):
    return k.Sequential([k.Input(I), *layers_of_cnn(k)])


def input_shape(k):
    return k.Sequential([k.layers.Conv2D(4, 3, input_shape=I), k.layers.Flatten(), k.layers.Dense(3)])


def built(k):
    model = k.Sequential([k.layers.Conv2D(4, 3), k.layers.Flatten(), k.layers.Dense(3)])
    model.build((None, *I))
    return model


both("Sequential", "with Input", sequential, I, batch=3)
both("Sequential", "with input_shape", input_shape, I)
both("Sequential", "built later", built, I)


def compiled(k):
    model = sequential(k)
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    model.fit(np.zeros((2, *I)), np.eye(3)[:2], verbose=0)
    return model


both("Sequential", "compiled and trained with Adam", compiled, I)


def head(k, width=4, name=None):
    return k.Sequential([k.Input((5,)), k.layers.Dense(width, activation="relu"), k.layers.Dense(3)], name=name)


def nested_sequential(k):
    return k.Sequential([k.Input((6,)), k.layers.Dense(5), head(k), k.layers.Dense(2)])


both("Sequential", "a Sequential in it", nested_sequential, (6,))


def two_deep(k):
    inner = head(k, name="inner")
    a = k.Input((5,))
    middle = k.Model(a, k.layers.Dense(5)(inner(a)), name="middle")
    x = k.Input((5,))
    return k.Model(x, k.layers.Dense(2)(middle(k.layers.Dense(5)(x))))


both("Model", "models two deep", two_deep, (5,), batch=3)


def called_twice(k):
    part = head(k)
    x, y = k.Input((5,)), k.Input((5,))
    return k.Model([x, y], k.layers.Subtract()([part(x), part(y)]))


both("Model", "a nested model called twice", called_twice, (5,), (5,), batch=3)


def functional_called_twice(k):
    a, b = k.Input((5,)), k.Input((4,))
    part = k.Model([a, b], [k.layers.Dense(4)(a), k.layers.Concatenate()([a, b])])
    x, y = k.Input((5,)), k.Input((4,))
    first, second = part([x, y])
    third, _ = part([k.layers.Dense(5)(second), first])
    return k.Model([x, y], [third, second])


both("Model", "a nested model of several inputs and outputs, called twice", functional_called_twice, (5,), (4,))


def body(k, prefix=None):
    a = k.Input(I)
    y = k.layers.Conv2D(4, 3)(a)
    y = k.layers.BatchNormalization()(y)
    y = k.layers.ReLU()(y)
    y = k.layers.Conv2D(4, 3, padding="same")(y)
    y = k.layers.BatchNormalization()(y)
    return k.Model(a, k.layers.GlobalAveragePooling2D()(y), name=prefix)


def frozen_body(k):
    part = body(k)
    part.trainable = False
    x = k.Input(I)
    return k.Model(x, k.layers.Dense(3)(part(x)))


def half_frozen_body(k):
    part = body(k)
    for layer in part.layers[:3]:
        layer.trainable = False
    x = k.Input(I)
    return k.Model(x, k.layers.Dense(3)(part(x)))


def frozen_norms(k):
    part = body(k)
    for layer in part.layers:
        layer.trainable = type(layer).__name__ != "BatchNormalization"
    x = k.Input(I)
    return k.Model(x, k.layers.Dense(3)(part(x)))


both("Model", "a nested model with BatchNormalization", lambda k: k.Sequential([k.Input(I), body(k), k.layers.Dense(3)]), I)
both("Model", "a nested model with trainable=False", frozen_body, I)
both("Model", "a nested model, partly trainable=False", half_frozen_body, I)
both("Model", "a nested model, its BatchNormalization trainable=False", frozen_norms, I)


def same_names(k):
    def part():
        return k.Sequential([k.Input((5,)), k.layers.Dense(5, name="dense"), k.layers.Dense(5, name="out")])

    x = k.Input((5,))
    first, second = part(), part()
    first._name, second._name = "first", "second"
    return k.Model(x, k.layers.Dense(2, name="dense")(second(first(x))))


both("Model", "the same layer names in different nested models", same_names, (5,))


def shared_layer(k):
    x, y = k.Input((6, 5, 3)), k.Input((6, 5, 3))
    conv, dense = k.layers.Conv2D(4, 3), k.layers.Dense(3)
    a, b = (dense(k.layers.Flatten()(conv(t))) for t in (x, y))
    return k.Model([x, y], k.layers.Concatenate()([a, b]))


both("Model", "shared layers", shared_layer, (6, 5, 3), (6, 5, 3))


def shared_in_chain(k):
    x = k.Input((5,))
    dense = k.layers.Dense(5, activation="tanh")
    return k.Model(x, dense(dense(dense(x))))


both("Model", "a layer on its own output", shared_in_chain, (5,))


def in_and_out(k):
    x, y = k.Input((5,), name="left"), k.Input((6, 4), name="right")
    a = k.layers.Dense(4, name="a")(x)
    b = k.layers.LSTM(4, name="b")(y)
    c = k.layers.Add(name="c")([a, b])
    return k.Model([y, x], [c, k.layers.Dense(2, name="d")(c), a])


both("Model", "several inputs and outputs, an inner tensor among them", in_and_out, (6, 4), (5,), batch=3)


def input_to_output(k):
    x, y = k.Input((5,)), k.Input((3,))
    return k.Model([x, y], [k.layers.Dense(4)(x), y])


both("Model", "an input that is an output", input_to_output, (5,), (3,))


def twice_out(k):
    x = k.Input((5,))
    y = k.layers.Dense(4)(x)
    return k.Model(x, [y, y])


both("Model", "the same output twice", twice_out, (5,))


def twice_called_out(k):
    x, y = k.Input((5,)), k.Input((5,))
    dense = k.layers.Dense(4)
    return k.Model([x, y], [dense(x), dense(y)])


both("Model", "two outputs of one layer", twice_called_out, (5,), (5,))


def dicts(k):
    x, y = k.Input((5,), name="x"), k.Input((4,), name="y")
    a, b = k.layers.Dense(3, name="p")(x), k.layers.Dense(2, name="q")(y)
    return k.Model({"y": y, "x": x}, {"second": b, "first": a})


both("Model", "dict of inputs, dict of outputs", dicts, (5,), (4,))


def dict_inputs(k):
    x, y = k.Input((5,), name="x"), k.Input((4,), name="y")
    return k.Model({"x": x, "y": y}, k.layers.Concatenate()([x, y]))


both("Model", "dict of inputs", dict_inputs, (5,), (4,))


def residual(k):
    x = k.Input(I)
    y = k.layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False)(x)
    y = k.layers.ReLU(6.0)(k.layers.BatchNormalization()(y))
    for _ in range(2):
        z = k.layers.Conv2D(8, 1, use_bias=False)(y)
        z = k.layers.ReLU(6.0)(k.layers.BatchNormalization()(z))
        z = k.layers.DepthwiseConv2D(3, padding="same", use_bias=False)(z)
        z = k.layers.ReLU(6.0)(k.layers.BatchNormalization()(z))
        z = k.layers.BatchNormalization()(k.layers.Conv2D(4, 1, use_bias=False)(z))
        y = k.layers.Add()([y, z])
    return k.Model(x, k.layers.Dense(3, activation="softmax")(k.layers.GlobalAveragePooling2D()(y)))


both("Model", "inverted residual blocks", residual, I, batch=3)


def unet(k):
    x = k.Input((8, 8, 3))
    a = k.layers.Conv2D(4, 3, padding="same", activation="relu")(x)
    b = k.layers.Conv2D(4, 3, padding="same", activation="relu")(k.layers.MaxPooling2D()(a))
    c = k.layers.Concatenate()([k.layers.Conv2DTranspose(4, 2, strides=2)(b), a])
    return k.Model(x, k.layers.Conv2D(2, 1, activation="sigmoid")(c))


both("Model", "down and up again", unet, (8, 8, 3), batch=3)


def transformer(k):
    x = k.Input((6,), dtype="int32")
    y = k.layers.Embedding(9, 4)(x)
    a = k.layers.MultiHeadAttention(2, 2)(y, y)
    y = k.layers.LayerNormalization()(k.layers.Add()([y, a]))
    y = k.layers.GlobalAveragePooling1D()(y)
    return k.Model(x, k.layers.Dense(2, activation="softmax")(y))


both("Model", "a transformer of one block", transformer, ints((6,), 9), batch=3)


def named_with_slash(k):
    x = k.Input((5,))
    return k.Model(x, k.layers.Dense(3, name="b/out")(k.layers.Dense(4, name="a/in")(x)))


F.model("Model", "slashes in names", named_with_slash, (5,), keras=2, format="h5")


def open_length(k):
    x = k.Input((None, 3))
    return k.Model(x, k.layers.Dense(2)(k.layers.LSTM(4)(x)))


def open_image(k):
    x = k.Input((None, None, 3))
    y = k.layers.GlobalAveragePooling2D()(k.layers.Conv2D(4, 3, padding="same")(x))
    return k.Model(x, k.layers.Dense(2)(y))


both("Model", "open length", open_length, In((None, 3), fed=(5, 3)))
both("Model", "open height and width", open_image, In((None, None, 3), fed=(6, 7, 3)))


def fixed_batch(k):
    x = k.Input(batch_shape=(2, 5))
    return k.Model(x, k.layers.Dense(3)(x))


both("Model", "a fixed batch of 2", fixed_batch, In((5,), fixed_batch=2))


def pruned(k):
    """A model cut out of another: its layers have calls that do not belong to it."""
    x = k.Input((5,))
    y = k.layers.Dense(4)(x)
    dense = k.layers.Dense(4)
    dense(dense(y))
    return k.Model(x, dense(y))


both("Model", "cut out of a larger one", pruned, (5,))


def cut_in_the_middle(k):
    x = k.Input((5,))
    y = k.layers.Dense(4)(x)
    z = k.layers.Dense(3)(k.layers.ReLU()(y))
    return k.Model(y, z)


both("Model", "from an inner tensor on", cut_in_the_middle, (4,))
