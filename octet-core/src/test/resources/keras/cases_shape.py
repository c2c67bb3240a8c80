"""Layers that move elements and compute nothing, or next to nothing."""

from harness import Family, In, ints

FAMILY = F = Family("shape")
CF = "data_format='channels_first'"
L, I, V = (6, 3), (5, 4, 3), (2, 3, 4, 2)

F.layer("Flatten", "", "", I, batch=3)
F.layer("Flatten", "", "", (4,))
F.layer("Flatten", "", "", L)
F.layer("Flatten", "", "", ())
F.layer("Flatten", "", CF, (3, 5, 4))
F.layer("Flatten", "", CF, (3, 6))
F.layer("Reshape", "", "(3, 6)", L, batch=3)
F.layer("Reshape", "", "(-1,)", I)
F.layer("Reshape", "", "(2, -1, 3)", L)
F.layer("Reshape", "", "(1, 1, 4)", (4,))
F.layer("Reshape", "", "(6, 3)", ints((2, 9), 50))
F.layer("Permute", "", "(2, 1)", L)
F.layer("Permute", "", "(3, 1, 2)", I, batch=3)
F.layer("Permute", "", "(2, 1, 3)", I)
F.layer("Permute", "", "(4, 2, 3, 1)", V)
F.layer("RepeatVector", "", "4", (3,), batch=3)
F.layer("RepeatVector", "", "1", (3,))

F.layer("ZeroPadding1D", "", "2", L)
F.layer("ZeroPadding1D", "", "(1, 2)", L)
F.layer("ZeroPadding1D", "", "(1, 0), " + CF, (3, 6), keras=3)
F.layer("ZeroPadding2D", "", "", I)
F.layer("ZeroPadding2D", "", "(1, 2)", I, batch=3)
F.layer("ZeroPadding2D", "", "((1, 0), (2, 3))", I)
F.layer("ZeroPadding2D", "", "((0, 1), (2, 0)), " + CF, (3, 5, 4))
F.layer("ZeroPadding3D", "", "", V)
F.layer("ZeroPadding3D", "", "((1, 0), (2, 1), (0, 3))", V)
F.layer("ZeroPadding3D", "", "(1, 0, 2), " + CF, (2, 2, 3, 4))
F.layer("Cropping1D", "", "", L)
F.layer("Cropping1D", "", "(2, 1)", L)
F.layer("Cropping2D", "", "1", I)
F.layer("Cropping2D", "", "((1, 0), (0, 2))", I, batch=3)
F.layer("Cropping2D", "", "((0, 2), (1, 1)), " + CF, (3, 5, 4))
F.layer("Cropping3D", "", "((1, 0), (0, 2), (1, 1))", V)
F.layer("Cropping3D", "", "((0, 0), (1, 1), (2, 0)), " + CF, (2, 2, 3, 4))

F.layer("UpSampling1D", "", "", L)
F.layer("UpSampling1D", "", "3", L, batch=3)
F.layer("UpSampling2D", "", "", I, batch=3)
F.layer("UpSampling2D", "", "(2, 3)", I)
F.layer("UpSampling2D", "", "3, interpolation='bilinear'", I)
F.layer("UpSampling2D", "", "(1, 2), interpolation='bilinear'", I, batch=3)
F.layer("UpSampling2D", "", "2, " + CF, (3, 5, 4))
F.layer("UpSampling2D", "", "2, interpolation='bilinear', " + CF, (3, 5, 4))
F.layer("UpSampling2D", "", "2, interpolation='bicubic'", I, refused="bicubic")
F.layer("UpSampling2D", "", "2, interpolation='lanczos3'", I, refused="lanczos3")
F.layer("UpSampling2D", "", "2, interpolation='area'", I, keras=2, refused="area")
F.layer("UpSampling3D", "", "", V)
F.layer("UpSampling3D", "", "(1, 2, 3)", V)
F.layer("UpSampling3D", "", "2, " + CF, (2, 2, 3, 4))

F.graph("Reshape", "then Dense", lambda k, x: k.layers.Dense(4)(k.layers.Reshape((3, 6))(x)), L, batch=3)
F.graph("Permute", "then Flatten", lambda k, x: k.layers.Flatten()(k.layers.Permute((2, 1))(x)), L, batch=3)
F.graph(
    "Reshape",
    "before Conv2D",
    lambda k, x: k.layers.Conv2D(3, 3)(k.layers.Reshape((6, 5, 1))(x)),
    In((30,)),
    batch=3,
)
