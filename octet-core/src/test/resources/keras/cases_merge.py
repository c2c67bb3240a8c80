"""Layers of several inputs."""

from harness import Family

FAMILY = F = Family("merge")
A, B = (5, 3), (1, 3)
I = (4, 5, 3)

for NAME in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
    F.layer(NAME, "", "", A, A)
    F.layer(NAME, "", "", A, B)
    F.layer(NAME, "", "", I, (1, 1, 3))
    if NAME != "Subtract":
        F.layer(NAME, "", "", A, A, A)
        F.layer(NAME, "", "", (5, 1), A, B)
F.layer("Add", "", "", A, (3,))
F.layer("Multiply", "", "", I, (3,))
F.graph("Add", "of a tensor and itself", lambda k, x: k.layers.Add()([x, x]), A)
F.graph("Multiply", "of a tensor and itself", lambda k, x: k.layers.Multiply()([x, x]), A)
F.graph("Add", "layers.add of two layers", lambda k, x: k.layers.add([k.layers.Dense(4)(x), k.layers.Dense(4)(x)]), A)
F.graph(
    "Add",
    "skip connection over Conv2D, then ReLU",
    lambda k, x: k.layers.ReLU()(k.layers.Add()([x, k.layers.Conv2D(3, 3, padding="same")(x)])),
    I,
    batch=3,
)
F.graph(
    "Multiply",
    "squeeze and excite",
    lambda k, x: k.layers.Multiply()(
        [x, k.layers.Dense(3, activation="sigmoid")(k.layers.GlobalAveragePooling2D(keepdims=True)(x))]
    ),
    I,
    batch=3,
)

F.layer("Concatenate", "", "", A, A, batch=3)
F.layer("Concatenate", "", "", A, (5, 2), (5, 1))
F.layer("Concatenate", "", "axis=1", A, (2, 3))
F.layer("Concatenate", "", "axis=-2", I, (4, 2, 3))
F.layer("Concatenate", "", "axis=1", (4,), (3,), batch=3)
F.graph("Concatenate", "of a tensor and itself", lambda k, x: k.layers.Concatenate()([x, x]), A)

F.layer("Dot", "", "axes=1", (4,), (4,), batch=3)
F.layer("Dot", "", "axes=1, normalize=True", (4,), (4,))
F.layer("Dot", "", "axes=-1", A, (4, 3))
F.layer("Dot", "", "axes=(2, 1)", A, (3, 4), batch=3)
F.layer("Dot", "", "axes=(1, 2)", (3, 5), (4, 3))
F.layer("Dot", "", "axes=(1, 1)", (5, 3), (5, 4))
F.layer("Dot", "", "axes=2, normalize=True", A, (4, 3))
F.layer("Dot", "", "axes=(2, 1)", A, (3,))
F.layer("Dot", "", "axes=(3, 1)", (2, 5, 3), (3, 4))
