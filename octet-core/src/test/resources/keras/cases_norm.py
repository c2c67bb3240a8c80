"""Normalizations with weights, and without."""

from harness import Family

FAMILY = F = Family("norm")
L, I = (5, 3), (5, 4, 6)

F.layer("BatchNormalization", "", "", (4,), batch=3)
F.layer("BatchNormalization", "", "", I)
F.layer("BatchNormalization", "", "axis=1", I)
F.layer("BatchNormalization", "", "axis=2", I)
F.layer("BatchNormalization", "", "axis=1", L)
F.layer("BatchNormalization", "", "scale=False", I)
F.layer("BatchNormalization", "", "center=False", I)
F.layer("BatchNormalization", "", "scale=False, center=False", I)
F.layer("BatchNormalization", "", "epsilon=0.1, momentum=0.5", I)
F.layer("BatchNormalization", "", "trainable=False", I)
F.layer("BatchNormalization", "", "", (2, 3, 4, 3))
F.graph("BatchNormalization", "axis=[1, 2]", lambda k, x: k.layers.BatchNormalization(axis=[1, 2])(x), I, keras=2)
F.graph("BatchNormalization", "after Dense", lambda k, x: k.layers.BatchNormalization()(k.layers.Dense(4)(x)), (5,))
F.graph(
    "BatchNormalization",
    "after Dense(activation='relu')",
    lambda k, x: k.layers.BatchNormalization()(k.layers.Dense(4, activation="relu")(x)),
    (5,),
)
F.graph(
    "BatchNormalization",
    "before Conv2D(padding='same')",
    lambda k, x: k.layers.Conv2D(4, 3, padding="same")(k.layers.BatchNormalization()(x)),
    I,
)
F.graph("BatchNormalization", "before Dense", lambda k, x: k.layers.Dense(4)(k.layers.BatchNormalization()(x)), (5,))
F.graph(
    "BatchNormalization",
    "twice, with ReLU between",
    lambda k, x: k.layers.BatchNormalization()(k.layers.ReLU()(k.layers.BatchNormalization()(x))),
    I,
    batch=3,
)

F.layer("BatchNormalization", "", "axis=-2", I, batch=3)
F.layer("BatchNormalization", "", "renorm=True", I)
F.layer("BatchNormalization", "", "synchronized=True", I)
F.graph("BatchNormalization", "virtual_batch_size=2", lambda k, x: k.layers.BatchNormalization(virtual_batch_size=2)(x), I, keras=2, refused="virtual_batch_size")
F.layer("experimental.SyncBatchNormalization", "", "", I, keras=2)

F.layer("LayerNormalization", "", "", L, batch=3)
F.layer("LayerNormalization", "", "axis=[1, 2], epsilon=1e-6", L, batch=3)
F.layer("LayerNormalization", "", "epsilon=1e-6", (2, 3, 2, 4))
F.layer("LayerNormalization", "", "axis=1", L)
F.layer("LayerNormalization", "", "axis=[1, 2]", L)
F.layer("LayerNormalization", "", "axis=[2, 3]", I)
F.layer("LayerNormalization", "", "axis=[1, 3]", I)
F.layer("LayerNormalization", "", "scale=False", L)
F.layer("LayerNormalization", "", "center=False", L)
F.layer("LayerNormalization", "", "scale=False, center=False, epsilon=0.01", I)
F.layer("LayerNormalization", "", "rms_scaling=True", L, keras=3, format="keras")

F.layer("GroupNormalization", "", "groups=1", I)
F.layer("GroupNormalization", "", "groups=3", I, batch=3)
F.layer("GroupNormalization", "", "groups=-1", I)
F.layer("GroupNormalization", "", "groups=6", I)
F.layer("GroupNormalization", "", "groups=2, scale=False", I)
F.layer("GroupNormalization", "", "groups=2, center=False, epsilon=0.1", I)
F.layer("GroupNormalization", "", "groups=5, axis=1", I)
F.layer("GroupNormalization", "", "groups=3", (5, 6))
F.layer("GroupNormalization", "", "groups=2", (6,))

F.layer("GroupNormalization", "", "groups=2, axis=2", I)
F.layer("GroupNormalization", "", "groups=2, axis=-2", I, batch=3)
F.layer("GroupNormalization", "", "groups=-1", I, batch=3)
F.layer("GroupNormalization", "", "groups=2", (2, 3, 2, 4))

F.layer("UnitNormalization", "", "", I)
F.layer("UnitNormalization", "", "", (2, 3, 2, 4), batch=3)
F.layer("UnitNormalization", "", "axis=[1, 2, 3]", I)
F.layer("UnitNormalization", "", "", L)
F.layer("UnitNormalization", "", "axis=1", L, batch=3)
F.layer("UnitNormalization", "", "axis=[1, 2]", I)

F.layer("RMSNormalization", "", "", L, keras=3)
F.layer("RMSNormalization", "", "epsilon=0.1", (2, 5, 3), keras=3)
F.layer("RMSNormalization", "", "axis=[1, 2]", L, keras=3)

F.layer("SpectralNormalization", "", "layers.Dense(4)", (5,), keras=3, format="keras")
F.layer("SpectralNormalization", "", "layers.Dense(4, use_bias=False)", (5,), keras=3, format="h5")
F.layer("SpectralNormalization", "", "layers.Conv2D(4, 3), power_iterations=2", I, keras=3)
