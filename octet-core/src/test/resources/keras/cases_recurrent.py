"""LSTM, GRU, SimpleRNN, cells, and the wrappers over time."""

from harness import Family, In, ints

FAMILY = F = Family("recurrent")
L = (5, 3)
FIXED = In(L, fixed_batch=1)


def rnn(k, kind, units, **options):
    return getattr(k.layers, kind)(units, **options)


for KIND in ("LSTM", "GRU", "SimpleRNN"):
    F.layer(KIND, "4", "", L, batch=3)
    F.layer(KIND, "4", "return_sequences=True", L, batch=3)
    F.layer(KIND, "4", "return_state=True", L)
    F.layer(KIND, "4", "return_sequences=True, return_state=True", L)
    F.layer(KIND, "4", "go_backwards=True", L)
    F.layer(KIND, "4", "go_backwards=True, return_sequences=True", L)
    F.layer(KIND, "4", "use_bias=False", L)
    F.layer(KIND, "4", "activation='relu'", L)
    F.layer(KIND, "4", "activation='sigmoid', return_sequences=True", L)
    F.layer(KIND, "4", "unroll=True", L)
    F.layer(KIND, "4", "dropout=0.3, recurrent_dropout=0.2", L)
    F.layer(KIND, "4", "", (1, 3))
    F.layer(KIND, "4", "stateful=True", FIXED)
    F.layer(KIND, "4", "time_major=True, return_sequences=True", In((1, 3), fixed_batch=5), keras=2)
    F.graph(
        KIND,
        "two, one on the other",
        lambda k, x, kind=KIND: rnn(k, kind, 3)(rnn(k, kind, 4, return_sequences=True)(x)),
        L,
    )
    F.graph(
        KIND,
        "then Dense over the sequence",
        lambda k, x, kind=KIND: k.layers.Dense(2)(rnn(k, kind, 4, return_sequences=True)(x)),
        L,
        batch=3,
    )
F.layer("LSTM", "4", "unit_forget_bias=False", L)
F.layer("LSTM", "4", "recurrent_activation='hard_sigmoid'", L)
F.layer("LSTM", "4", "activation='relu', recurrent_activation='tanh', return_sequences=True", L)
F.layer("LSTM", "4", "implementation=1", L, keras=2)
F.layer("GRU", "4", "reset_after=False", L)
F.layer("GRU", "4", "reset_after=False, return_sequences=True", L, batch=3)
F.layer("GRU", "4", "reset_after=False, use_bias=False", L)
F.layer("GRU", "4", "recurrent_activation='hard_sigmoid'", L)
F.layer("GRU", "4", "reset_after=False, go_backwards=True", L)

F.graph(
    "LSTM",
    "initial_state given",
    lambda k, x, h, c: k.layers.LSTM(4)(x, initial_state=[h, c]),
    L,
    (4,),
    (4,),
)
F.graph("GRU", "initial_state given", lambda k, x, h: k.layers.GRU(4)(x, initial_state=h), L, (4,))
F.graph("SimpleRNN", "initial_state given", lambda k, x, h: k.layers.SimpleRNN(4)(x, initial_state=h), L, (4,))


def encoder_decoder(k, x, y):
    _, h, c = k.layers.LSTM(4, return_state=True)(x)
    return k.layers.Dense(2)(k.layers.LSTM(4, return_sequences=True)(y, initial_state=[h, c]))


F.graph("LSTM", "encoder and decoder", encoder_decoder, L, (3, 2), batch=3)
F.graph(
    "LSTM",
    "after Embedding",
    lambda k, x: k.layers.LSTM(4)(k.layers.Embedding(7, 3)(x)),
    ints((5,), 7),
)
# both directions
for MODE in ("'concat'", "'sum'", "'mul'", "'ave'", "None"):
    F.layer("Bidirectional", "", f"layers.LSTM(4), merge_mode={MODE}", L)
    F.layer("Bidirectional", "", f"layers.LSTM(4, return_sequences=True), merge_mode={MODE}", L)
F.layer("Bidirectional", "", "layers.GRU(4, return_sequences=True)", L, batch=3)
F.layer("Bidirectional", "", "layers.SimpleRNN(4)", L)
F.layer("Bidirectional", "", "layers.GRU(4, reset_after=False), merge_mode='sum'", L)
F.layer("Bidirectional", "", "layers.LSTM(4, return_sequences=True, return_state=True)", L)
F.layer("Bidirectional", "", "layers.GRU(4, return_state=True)", L)
F.layer(
    "Bidirectional",
    "",
    "layers.LSTM(4), backward_layer=layers.GRU(4, go_backwards=True)",
    L,
)
F.layer(
    "Bidirectional",
    "",
    "layers.LSTM(4, return_sequences=True), "
    "backward_layer=layers.LSTM(2, activation='relu', go_backwards=True, return_sequences=True)",
    L,
)
F.graph(
    "Bidirectional",
    "two, one on the other",
    lambda k, x: k.layers.Bidirectional(k.layers.LSTM(3))(
        k.layers.Bidirectional(k.layers.LSTM(4, return_sequences=True))(x)
    ),
    L,
    batch=3,
)

# cells
F.layer("RNN", "", "layers.LSTMCell(4)", L)
F.layer("RNN", "", "layers.GRUCell(4), return_sequences=True", L)
F.layer("RNN", "", "layers.GRUCell(4, reset_after=False)", L)
F.layer("RNN", "", "layers.SimpleRNNCell(4), go_backwards=True", L)
F.layer("RNN", "", "layers.LSTMCell(4), return_state=True", L)
F.layer("RNN", "", "[layers.LSTMCell(4), layers.LSTMCell(3)]", L)
F.layer("RNN", "", "layers.StackedRNNCells([layers.GRUCell(4), layers.SimpleRNNCell(3)])", L)
F.layer("RNN", "", "[layers.LSTMCell(4), layers.GRUCell(3)], return_sequences=True", L)
F.layer("RNN", "", "[layers.LSTMCell(4), layers.LSTMCell(3)], return_state=True", L)
F.layer("Bidirectional", "", "layers.RNN(layers.LSTMCell(4))", L)

# the same layer at every step
F.layer("TimeDistributed", "", "layers.Dense(4)", L, batch=3)
F.layer("TimeDistributed", "", "layers.Dense(4, activation='relu')", (4, 5, 3))
F.layer("TimeDistributed", "", "layers.Conv2D(4, 3, padding='same')", (4, 5, 6, 3))
F.layer("TimeDistributed", "", "layers.Conv2D(4, 3, activation='relu')", (4, 5, 6, 3), batch=3)
F.layer("TimeDistributed", "", "layers.Flatten()", (4, 2, 3))
F.layer("TimeDistributed", "", "layers.MaxPooling2D()", (4, 5, 6, 3))
F.layer("TimeDistributed", "", "layers.GlobalAveragePooling2D()", (4, 5, 6, 3))
F.layer("TimeDistributed", "", "layers.BatchNormalization()", (4, 5, 3))
F.layer("TimeDistributed", "", "layers.LSTM(4)", (2, 5, 3))
F.layer("TimeDistributed", "", "layers.Dropout(0.5)", L)


def each_step(k, x):
    part = k.Sequential(
        [k.Input((5, 6, 3)), k.layers.Conv2D(4, 3), k.layers.BatchNormalization(), k.layers.Flatten()],
        name="part",
    )
    return k.layers.LSTM(3)(k.layers.TimeDistributed(part)(x))


F.graph("TimeDistributed", "a Sequential, then LSTM", each_step, (3, 5, 6, 3), batch=3)


def each_step_functional(k, x):
    a = k.Input((3,))
    part = k.Model(a, k.layers.Add()([k.layers.Dense(3)(a), a]))
    return k.layers.TimeDistributed(part)(x)


F.graph("TimeDistributed", "a Functional", each_step_functional, L)

# masks that matter
for KIND in ("LSTM", "GRU", "SimpleRNN", "Bidirectional"):
    F.graph(
        "Masking",
        f"before {KIND}",
        lambda k, x, kind=KIND: (k.layers.Bidirectional(k.layers.LSTM(4)) if kind[0] == "B" else rnn(k, kind, 4))(
            k.layers.Masking()(x)
        ),
        L,
        refused="mask",
    )
F.graph(
    "Embedding",
    "mask_zero=True before LSTM",
    lambda k, x: k.layers.LSTM(4)(k.layers.Embedding(7, 3, mask_zero=True)(x)),
    ints((5,), 7),
    refused="mask",
)
F.graph(
    "Embedding",
    "mask_zero=True before Dropout before GRU",
    lambda k, x: k.layers.GRU(4)(k.layers.Dropout(0.1)(k.layers.Embedding(7, 3, mask_zero=True)(x))),
    ints((5,), 7),
    refused="mask",
)


def masked(layer):
    return lambda k, x: layer(k)(k.layers.Embedding(7, 3, mask_zero=True)(x))


F.graph(
    "GlobalAveragePooling1D",
    "after Embedding(mask_zero=True)",
    masked(lambda k: k.layers.GlobalAveragePooling1D()),
    ints((5,), 7),
    refused="mask",
)
F.graph(
    "Bidirectional",
    "after Embedding(mask_zero=True)",
    masked(lambda k: k.layers.Bidirectional(k.layers.GRU(4))),
    ints((5,), 7),
    refused="mask",
)
F.graph(
    "Embedding",
    "mask_zero=True before Add before LSTM",
    lambda k, x: (lambda e: k.layers.LSTM(4)(k.layers.Add()([e, e])))(k.layers.Embedding(7, 3, mask_zero=True)(x)),
    ints((5,), 7),
    refused="mask",
)
F.graph(
    "Embedding",
    "mask_zero=True before GlobalMaxPooling1D",
    masked(lambda k: k.layers.GlobalMaxPooling1D()),
    ints((5,), 7),
)
F.graph(
    "Embedding",
    "mask_zero=True before TimeDistributed(Dense)",
    masked(lambda k: k.layers.TimeDistributed(k.layers.Dense(4))),
    ints((5,), 7),
)
F.graph(
    "Bidirectional",
    "initial_state given",
    lambda k, x, a, b, c, d: k.layers.Bidirectional(k.layers.LSTM(4))(x, initial_state=[a, b, c, d]),
    L,
    (4,),
    (4,),
    (4,),
    (4,),
)
F.layer("RNN", "", "layers.LSTMCell(4), unroll=True", L)
