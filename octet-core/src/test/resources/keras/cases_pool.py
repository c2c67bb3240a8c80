"""Pooling: windows, global, adaptive."""

from harness import Family

FAMILY = F = Family("pool")
CF = "data_format='channels_first'"

for KIND in ("Max", "Average"):
    TWO = "" if KIND == "Max" else "pool_size=2"  # no default in Keras 3
    CF_TWO = ", ".join(t for t in (CF, TWO) if t)
    L, I, V = (8, 3), (7, 6, 3), (4, 5, 6, 2)
    F.layer(f"{KIND}Pooling1D", "", TWO, L)
    F.layer(f"{KIND}Pooling1D", "", "pool_size=3, strides=2", L)
    F.layer(f"{KIND}Pooling1D", "", "pool_size=3, strides=1, padding='same'", L)
    F.layer(f"{KIND}Pooling1D", "", "pool_size=2, padding='same'", (7, 3), batch=3)
    F.layer(f"{KIND}Pooling1D", "", CF_TWO, (3, 8))
    F.layer(f"{KIND}Pooling2D", "", TWO, I, batch=3)
    F.layer(f"{KIND}Pooling2D", TWO, "padding='same'", I)
    F.layer(f"{KIND}Pooling2D", "", "pool_size=3, strides=2, padding='same'", I)
    F.layer(f"{KIND}Pooling2D", "", "pool_size=(2, 3), strides=(1, 2)", I)
    F.layer(f"{KIND}Pooling2D", "", "pool_size=3, strides=1", I)
    F.layer(f"{KIND}Pooling2D", "", CF_TWO, (3, 7, 6))
    F.layer(f"{KIND}Pooling2D", "", CF + ", pool_size=3, strides=2, padding='same'", (3, 7, 6))
    F.layer(f"{KIND}Pooling3D", "", TWO, V)
    F.layer(f"{KIND}Pooling3D", TWO, "padding='same'", V)
    F.layer(f"{KIND}Pooling3D", "", "pool_size=(1, 2, 3), strides=(2, 1, 2)", V)
    F.layer(f"{KIND}Pooling3D", "", "pool_size=3, strides=2, padding='same'", V)
    F.layer(f"{KIND}Pooling3D", "", CF_TWO, (2, 4, 5, 6))
    F.layer(f"{KIND}Pooling1D", "", "pool_size=9, strides=2, padding='same'", L)
    F.layer(f"{KIND}Pooling1D", "", "pool_size=2, strides=3", L, batch=3)
    F.layer(f"{KIND}Pooling2D", "", "pool_size=5, strides=1, padding='same'", (3, 4, 2))
    F.layer(f"{KIND}Pooling2D", "", "pool_size=(7, 5), strides=3, padding='same'", (3, 4, 2), batch=3)
    F.layer(f"{KIND}Pooling2D", "", "pool_size=1, strides=2", I)
    F.layer(f"{KIND}Pooling2D", "", "pool_size=2, strides=3, padding='same'", I)
    F.layer(f"{KIND}Pooling2D", "", CF_TWO, (3, 7, 6), batch=3)
    F.layer(f"{KIND}Pooling3D", "", "pool_size=5, strides=1, padding='same'", V, batch=3)
    F.layer(f"{KIND}Pooling3D", "", "pool_size=(3, 1, 1)", V, batch=3)
    F.layer(f"{KIND}Pooling3D", "", CF_TWO, (2, 4, 5, 6), batch=3)
    for N, SHAPE in ((1, L), (2, I), (3, V)):
        FIRST = (SHAPE[-1], *SHAPE[:-1])
        F.layer(f"Global{KIND}Pooling{N}D", "", "", SHAPE, batch=3 if N == 2 else 1)
        F.layer(f"Global{KIND}Pooling{N}D", "", "keepdims=True", SHAPE)
        F.layer(f"Global{KIND}Pooling{N}D", "", CF, FIRST)
        F.layer(f"Global{KIND}Pooling{N}D", "", CF + ", keepdims=True", FIRST)
    F.layer(f"Adaptive{KIND}Pooling1D", "", "3", (9, 3), keras=3)
    F.layer(f"Adaptive{KIND}Pooling1D", "", "3", L, keras=3)
    F.layer(f"Adaptive{KIND}Pooling1D", "", "3, " + CF, (3, 8), keras=3)
    F.layer(f"Adaptive{KIND}Pooling2D", "", "(2, 3)", (6, 9, 3), keras=3)
    F.layer(f"Adaptive{KIND}Pooling2D", "", "(3, 4)", I, keras=3)
    if KIND == "Average":  # the other one divides by zero in Keras, and takes Python along
        F.layer(f"Adaptive{KIND}Pooling2D", "", "1", I, keras=3)
    F.layer(f"Adaptive{KIND}Pooling2D", "", "2, " + CF, (3, 7, 6), keras=3)
    F.layer(f"Adaptive{KIND}Pooling3D", "", "2", (4, 6, 2, 2), keras=3)
    F.layer(f"Adaptive{KIND}Pooling3D", "", "2", V, keras=3)
    F.layer(f"Adaptive{KIND}Pooling1D", "", "5", (13, 3), keras=3, batch=3)
    F.layer(f"Adaptive{KIND}Pooling2D", "", "(3, 4)", (7, 11, 3), keras=3, batch=3)
    F.layer(f"Adaptive{KIND}Pooling3D", "", "(2, 3, 2)", (5, 4, 7, 2), keras=3, batch=3)
F.graph(
    "GlobalAveragePooling1D",
    "after Dense",
    lambda k, x: k.layers.GlobalAveragePooling1D()(k.layers.Dense(4)(x)),
    (5, 3),
)
