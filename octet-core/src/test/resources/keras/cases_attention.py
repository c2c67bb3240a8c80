"""Attention of every kind."""

from harness import Family, In, ints

FAMILY = F = Family("attention")
Q, V = (5, 4), (6, 4)


def heads(options, *inputs, call=lambda l, t: l(t[0], t[1]), name="MultiHeadAttention", label="", **more):
    text = f"layers.{name}({options})"

    def function(k, *tensors):
        return call(eval(text, {"layers": k.layers}), tensors)

    F.graph(name, ", ".join(t for t in (options, label) if t), function, *inputs, **more)


heads("2, 3", Q, call=lambda l, t: l(t[0], t[0]), label="of a tensor on itself", batch=3)
heads("1, 3", Q, call=lambda l, t: l(t[0], t[0]))
heads("2, 3", Q, V, batch=3)
heads("2, 3, value_dim=5", Q, V)
heads("2, 3, use_bias=False", Q, V)
heads("2, 3, output_shape=6", Q, V)
heads("2, 3, output_shape=(2, 5)", Q, V)
heads("2, 3, dropout=0.4", Q, V)
heads("2, 3", Q, (6, 5), (6, 4), call=lambda l, t: l(t[0], t[2], key=t[1]), label="key given")
heads("2, 3", Q, (6, 5))
heads("2, 3", (2, 5, 4), (2, 6, 4))
heads("2, 3, attention_axes=(2,)", (2, 5, 4), (2, 6, 4))
heads("2, 3, attention_axes=(1, 2)", (2, 3, 4), (3, 2, 4), batch=3)
heads("2, 3, attention_axes=(1,)", (3, 2, 4), (4, 2, 4))
heads("2, 3", Q, V, In((5, 6), "bool"), call=lambda l, t: l(t[0], t[1], attention_mask=t[2]), label="attention_mask given")
heads("2, 3", Q, call=lambda l, t: l(t[0], t[0], use_causal_mask=True), label="use_causal_mask=True", batch=3)
heads(
    "2, 3",
    Q,
    V,
    call=lambda l, t: l(t[0], t[1], return_attention_scores=True),
    label="return_attention_scores=True",
)
heads("2, 3, flash_attention=False", Q, call=lambda l, t: l(t[0], t[0]), keras=3)
heads("2, 3, use_gate=True", Q, V, keras=3)


def encoder(k, x):
    a = k.layers.MultiHeadAttention(2, 3)(x, x)
    x = k.layers.LayerNormalization(epsilon=1e-6)(k.layers.Add()([x, a]))
    f = k.layers.Dense(4)(k.layers.Dense(8, activation="gelu")(x))
    return k.layers.LayerNormalization(epsilon=1e-6)(k.layers.Add()([x, f]))


F.graph("MultiHeadAttention", "in an encoder", encoder, Q, batch=3)
F.graph(
    "MultiHeadAttention",
    "after Embedding(mask_zero=True)",
    lambda k, x: (lambda e: k.layers.MultiHeadAttention(2, 3)(e, e))(k.layers.Embedding(7, 4, mask_zero=True)(x)),
    ints((5,), 7),
    refused="mask",
)

GQA = "GroupQueryAttention"
G = {"name": GQA, "keras": 3}
heads("3, 4, 2", Q, V, batch=3, **G)
heads("3, 4, 2, use_bias=False", Q, V, **G)
heads("3, 4, 1", Q, V, **G)
heads("3, 4, 4", Q, call=lambda l, t: l(t[0], t[0]), **G)
heads("3, 4, 2", Q, call=lambda l, t: l(t[0], t[0], use_causal_mask=True), label="use_causal_mask=True", **G)
heads("3, 4, 2", Q, V, In((5, 6), "bool"), call=lambda l, t: l(t[0], t[1], attention_mask=t[2]), label="attention_mask given", **G)
heads("3, 4, 2, use_gate=True", Q, V, **G)
heads("3, 4, 2", Q, V, call=lambda l, t: l(t[0], t[1], return_attention_scores=True), label="return_attention_scores=True", **G)


def plain(name, options, *inputs, label="", arguments=None, **more):
    text = f"layers.{name}({options})"
    arguments = arguments or {}

    def function(k, *tensors):
        return eval(text, {"layers": k.layers})(list(tensors), **arguments)

    shown = ", ".join(t for t in (options, *(f"{a}={v}" for a, v in arguments.items()), label) if t)
    F.graph(name, shown, function, *inputs, **more)


plain("Attention", "", Q, V, batch=3)
plain("Attention", "", Q, (6, 5), (6, 4), label="key given")
plain("Attention", "use_scale=True", Q, V)
plain("Attention", "score_mode='concat'", Q, V)
plain("Attention", "score_mode='concat', use_scale=True", Q, V)
plain("Attention", "dropout=0.3", Q, V)
plain("Attention", "", Q, V, arguments={"use_causal_mask": True})
plain("Attention", "", Q, V, arguments={"return_attention_scores": True})
plain("AdditiveAttention", "", Q, V, batch=3)
plain("AdditiveAttention", "use_scale=False", Q, V)
plain("AdditiveAttention", "", Q, V, (6, 4), label="key given")
plain("AdditiveAttention", "", Q, V, arguments={"use_causal_mask": True})
F.graph(
    "Attention",
    "a mask given",
    lambda k, q, v, m: k.layers.Attention()([q, v], mask=[None, m]),
    Q,
    V,
    In((6,), "bool"),
)
F.layer("Attention", "", "", Q, V, keras=3, format="h5", loads=False)  # Keras reads its own 'dot' as a function
