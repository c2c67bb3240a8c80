"""What cannot be converted: refused by name. A case says what the refusal must name."""

import numpy as np
import tensorflow as tf

from harness import Family, In

FAMILY = F = Family("refused")
L, I = (5, 3), (6, 5, 3)


def everywhere(name, options, function, *inputs, refused, **more):
    for form in ("h5", "keras"):
        F.model(name, options, function, *inputs, refused=refused, format=form, **more)


def simple(layer, shape=L):
    def build(k):
        x = k.Input(shape)
        return k.Model(x, layer(k)(x))

    return build


def code(function):
    """Keras saves Python code with the file that it comes from; that is no business of the archive."""
    function.__code__ = function.__code__.replace(co_filename="model.py")
    return function


everywhere("Lambda", "lambda x: x * 2", simple(lambda k: k.layers.Lambda(code(lambda t: t * 2))), L, refused="Lambda")
everywhere(
    "Lambda",
    "arguments={'by': 3}",
    simple(lambda k: k.layers.Lambda(code(lambda t, by: t * by), arguments={"by": 3})),
    L,
    refused="Lambda",
)


def two_lambdas(k):
    x = k.Input(L)
    y = k.layers.Lambda(code(lambda t: t + 1), name="plus_one")(k.layers.Dense(3)(x))
    return k.Model(x, k.layers.Lambda(code(lambda t: t * 2), name="times_two")(y))


everywhere("Lambda", "two, named", two_lambdas, L, refused="plus_one")


def own_layer(registered):
    def layer(k):
        class Scale(k.layers.Layer):
            def build(self, shape):
                self.factor = self.add_weight(name="factor", shape=(int(shape[-1]),), initializer="ones")

            def call(self, x):
                return x * self.factor

        if registered:
            k.saving.register_keras_serializable("octet")(Scale)
        return Scale()

    return layer


everywhere("custom layer", "not registered", simple(own_layer(False)), L, refused="Scale")
everywhere("custom layer", "registered", simple(own_layer(True)), L, refused="Scale")


def own_dense(k):
    class Twice(k.layers.Dense):
        def call(self, x):
            return 2 * super().call(x)

    return Twice(3)


everywhere("custom layer", "a subclass of Dense", simple(own_dense), L, refused="Twice")


def own_activation(k):
    def wave(x):
        return x * x

    return k.layers.Dense(3, activation=wave)


everywhere("custom function", "activation=wave", simple(own_activation), L, refused="wave")


def own_cell(k):
    class Cell(k.layers.Layer):
        state_size = output_size = 3

        def call(self, x, states, training=None):
            h = x + states[0]
            return h, [h]

        def get_config(self):
            return super().get_config()

    return k.layers.RNN(Cell())


everywhere("custom cell", "in RNN", simple(own_cell), L, refused="Cell")


def subclassed(k):
    class Net(k.Model):
        def __init__(self):
            super().__init__()
            self.dense = k.layers.Dense(3)

        def call(self, x):
            return self.dense(x)

    model = Net()
    model(np.zeros((1, 5), "float32"))
    return model


F.model("subclassed model", "", subclassed, (5,), refused="Net", format="keras")


def nested_subclassed(k):
    x = k.Input((5,))
    return k.Model(x, k.layers.Dense(2)(subclassed(k)(x)))


F.model("subclassed model", "in a Functional", nested_subclassed, (5,), refused="Net", format="keras")


def subclass_of_functional(k):
    class Mine(k.Model):
        def call(self, x):
            return 2 * super().call(x)

    x = k.Input((5,))
    return Mine(x, k.layers.Dense(3)(x))


everywhere("subclassed model", "of a Functional, with its own call", subclass_of_functional, (5,), refused="Mine")

everywhere("ConvLSTM1D", "", simple(lambda k: k.layers.ConvLSTM1D(2, 3), (3, 5, 2)), (3, 5, 2), refused="ConvLSTM1D")
everywhere("ConvLSTM2D", "", simple(lambda k: k.layers.ConvLSTM2D(2, 3), (3, 5, 4, 2)), (3, 5, 4, 2), refused="ConvLSTM2D")
everywhere("ConvLSTM3D", "", simple(lambda k: k.layers.ConvLSTM3D(1, 2), (2, 3, 4, 3, 1)), (2, 3, 4, 3, 1), refused="ConvLSTM3D")
everywhere(
    "Bidirectional",
    "of ConvLSTM2D",
    simple(lambda k: k.layers.Bidirectional(k.layers.ConvLSTM2D(2, 3)), (3, 5, 4, 2)),
    (3, 5, 4, 2),
    refused="ConvLSTM2D",
)
F.layer("LocallyConnected1D", "2, 3", "", L, keras=2, refused="LocallyConnected1D")
F.layer("LocallyConnected2D", "2, 3", "", I, keras=2, refused="LocallyConnected2D")


def text_input(k):
    x = k.Input((1,), dtype="string")
    return k.Model(x, k.layers.Embedding(4, 2)(k.layers.StringLookup(vocabulary=["a", "b"])(x)))


everywhere("string input", "", text_input, In((1,), "string"), refused="tring")


def ragged(k):
    x = k.Input((None, 3), ragged=True)
    return k.Model(x, k.layers.LSTM(2)(x))


F.model("ragged input", "", ragged, L, keras=2, format="h5", refused="ragged")


def sparse(k):
    x = k.Input((5,), sparse=True)
    return k.Model(x, k.layers.Dense(2)(x))


everywhere("sparse input", "", sparse, (5,), refused="sparse")


def quantized(mode):
    def build(k):
        x = k.Input((4,))
        model = k.Model(x, k.layers.Dense(3)(x))
        model.quantize(mode)
        return model

    return build


for MODE in ("int8", "float8"):
    F.model("dtype policy", f"model.quantize('{MODE}')", quantized(MODE), (4,), keras=3, format="keras", refused=MODE)


def wrapped(k):
    class Wrap(k.layers.Wrapper):
        def call(self, x):
            return self.layer(x) + 1

    return Wrap(k.layers.Dense(3))


everywhere("custom layer", "a Wrapper", simple(wrapped), L, refused="Wrap")


def at_every_step(k):
    return k.layers.TimeDistributed(k.layers.Lambda(code(lambda t: t * 2)))


everywhere("TimeDistributed", "of a Lambda", simple(at_every_step), L, refused="Lambda")


def random_operation(k):
    x = k.Input((5,))
    return k.Model(x, x + tf.random.normal((5,), seed=1) + tf.random.uniform(tf.shape(x)))


F.model("tf.random.uniform", "", random_operation, (5,), keras=2, refused="random", format="h5")


def python_function(k):
    x = k.Input((5,))
    return k.Model(x, tf.numpy_function(lambda t: t, [x], tf.float32))


F.model("tf.numpy_function", "", python_function, (5,), keras=2, refused="numpy_function", format="h5")


def weights_only(k):
    class Weights:
        """Saves the weights alone, under the name of a model."""

        def __init__(self, model):
            self.model, self.weights = model, model.weights

        def save(self, path):
            named = path.with_suffix(".weights.h5")
            self.model.save_weights(named)
            named.rename(path)

    x = k.Input((5,))
    return Weights(k.Model(x, k.layers.Dense(3)(x)))


F.model("weights only", "save_weights", weights_only, (5,), format="h5", refused="weights")
