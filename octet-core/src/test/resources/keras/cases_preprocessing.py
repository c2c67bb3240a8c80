"""Preprocessing: numbers, categories, images; what is random does nothing at inference."""

import numpy as np

from harness import Family, In, ints

FAMILY = F = Family("preprocessing")
CF = "data_format='channels_first'"
L, I = (5, 3), (6, 7, 3)
PIXELS = In(I, "float32", 0, 255)

F.layer("Rescaling", "", "1 / 255", PIXELS, batch=3)
F.layer("Rescaling", "", "1 / 127.5, offset=-1", PIXELS)
F.layer("Rescaling", "", "1 / 255", ints(I, 255, dtype="uint8"))
F.layer("Rescaling", "", "[0.1, 0.2, 0.3], offset=[1, 2, 3]", PIXELS, keras=3)
F.layer("Normalization", "", "mean=0.5, variance=2, axis=None", L)
F.layer("Normalization", "", "mean=[0.1, 0.2, 0.3], variance=[1, 2, 3]", L, batch=3)
F.layer("Normalization", "", "mean=[0.1, 0.2, 0.3], variance=[1, 2, 3], invert=True", L)
F.layer("Normalization", "", "axis=1, mean=[1, 2, 3, 4, 5], variance=[1, 2, 3, 4, 5]", L)
F.layer("Normalization", "", "mean=[0.485, 0.456, 0.406], variance=[0.052, 0.05, 0.051]", I)


def adapted(k, x, **options):
    layer = k.layers.Normalization(**options)
    layer.adapt(np.random.default_rng(3).normal(1, 2, (50, *x.shape[1:])).astype("float32"))
    return layer(x)


F.graph("Normalization", "adapted", lambda k, x: adapted(k, x), L)
F.graph("Normalization", "axis=None, adapted", lambda k, x: adapted(k, x, axis=None), L)
F.graph("Normalization", "axis=(1, 2), adapted", lambda k, x: adapted(k, x, axis=(1, 2)), L)
F.graph("Normalization", "invert=True, adapted", lambda k, x: adapted(k, x, invert=True), L)
F.graph("Normalization", "adapted, before Dense", lambda k, x: k.layers.Dense(4)(adapted(k, x)), (6,), batch=3)

F.layer("Resizing", "", "12, 14", I)
F.layer("Resizing", "", "9, 10", I, batch=3)
F.layer("Resizing", "", "3, 4", I)
F.layer("Resizing", "", "9, 10, interpolation='nearest'", I)
F.layer("Resizing", "", "4, 5, interpolation='nearest'", I)
F.layer("Resizing", "", "6, 7", I)
F.layer("Resizing", "", "5, 5, crop_to_aspect_ratio=True", I)
F.layer("Resizing", "", "12, 7, crop_to_aspect_ratio=True, interpolation='nearest'", I)
F.layer("Resizing", "", "9, 9, pad_to_aspect_ratio=True", I, keras=3)
F.layer("Resizing", "", "9, 9, pad_to_aspect_ratio=True, fill_value=0.5", I, keras=3)
F.layer("Resizing", "", "9, 10, " + CF, (3, 6, 7), keras=3)
F.layer("Resizing", "", "12, 14", ints(I, 255, dtype="uint8"))
F.layer("Resizing", "", "9, 10, interpolation='nearest'", ints(I, 255, dtype="uint8"))
for NAME in ("bicubic", "lanczos3", "lanczos5"):
    F.layer("Resizing", "", f"9, 10, interpolation='{NAME}'", I, refused=NAME)
for NAME in ("area", "gaussian", "mitchellcubic"):
    F.layer("Resizing", "", f"9, 10, interpolation='{NAME}'", I, keras=2, refused=NAME)
F.layer("Resizing", "", "3, 4, antialias=True", I, keras=3, refused="antialias")
F.layer("CenterCrop", "", "4, 5", I, batch=3)
F.layer("CenterCrop", "", "3, 4", I)
F.layer("CenterCrop", "", "6, 5", I)
F.layer("CenterCrop", "", "8, 9", I)
F.layer("CenterCrop", "", "4, 5, " + CF, (3, 6, 7), keras=3)

N = In((5,), "float32", -2, 3)
F.layer("Discretization", "", "bin_boundaries=[-1, 0, 1.5]", N)
F.layer("Discretization", "", "bin_boundaries=[0.25]", N, batch=3)
F.layer("Discretization", "", "bin_boundaries=[-1, 0, 1.5]", L)
for MODE in ("one_hot", "multi_hot", "count"):
    F.layer("Discretization", "", f"bin_boundaries=[-1, 0, 1.5], output_mode='{MODE}'", In((1,) if MODE == "one_hot" else (5,), "float32", -2, 3))


def binned(k, x):
    layer = k.layers.Discretization(num_bins=4)
    layer.adapt(np.random.default_rng(3).normal(0, 1, (50, 1)).astype("float32"))
    return layer(x)


F.graph("Discretization", "num_bins=4, adapted", binned, N)
F.layer("CategoryEncoding", "", "num_tokens=4, output_mode='one_hot'", ints((1,), 4))
F.layer("CategoryEncoding", "", "num_tokens=4, output_mode='one_hot'", ints((), 4), batch=3)
F.layer("CategoryEncoding", "", "num_tokens=4, output_mode='one_hot'", ints((3, 1), 4), keras=3)
F.layer("CategoryEncoding", "", "num_tokens=4", ints((5,), 4), batch=3)
F.layer("CategoryEncoding", "", "num_tokens=4, output_mode='count'", ints((5,), 4))
F.graph(
    "CategoryEncoding",
    "num_tokens=4, output_mode='count', count_weights given",
    lambda k, x, w: k.layers.CategoryEncoding(4, output_mode="count")(x, count_weights=w),
    ints((5,), 4),
    In((5,)),
)

F.layer("RandomFlip", "", "", I)
F.layer("RandomFlip", "", "", ints(I, 255, dtype="uint8"))
F.layer("RandomBrightness", "", "0.2", ints(I, 255, dtype="uint8"))
F.layer("RandomCrop", "", "8, 5", I)
F.layer("RandomFlip", "", "'horizontal', seed=1", I)
F.layer("RandomRotation", "", "0.2", I)
F.layer("RandomZoom", "", "0.2", I)
F.layer("RandomTranslation", "", "0.2, 0.3", I)
F.layer("RandomContrast", "", "0.2", I)
F.layer("RandomBrightness", "", "0.2", PIXELS)
F.layer("RandomHeight", "", "0.2", I, keras=2)
F.layer("RandomWidth", "", "0.2", I, keras=2)
F.layer("RandomCrop", "", "4, 5", I)
F.layer("RandomPerspective", "", "0.2", I, keras=3)
F.layer("RandomColorJitter", "", "brightness_factor=0.2", PIXELS, keras=3)
F.layer("RandomHue", "", "0.2", PIXELS, keras=3)
F.layer("RandomSaturation", "", "0.2", PIXELS, keras=3)
F.layer("RandomSharpness", "", "0.2", PIXELS, keras=3)
F.layer("RandomGrayscale", "", "0.2", PIXELS, keras=3)
F.layer("RandomInvert", "", "0.2", PIXELS, keras=3)
F.layer("RandomPosterization", "", "4", PIXELS, keras=3)
F.layer("RandomErasing", "", "0.2", PIXELS, keras=3)
F.layer("RandomElasticTransform", "", "", PIXELS, keras=3)
F.layer("RandomGaussianBlur", "", "", PIXELS, keras=3)
F.layer("RandomColorDegeneration", "", "0.2", PIXELS, keras=3)
F.layer("MixUp", "", "", PIXELS, keras=3)
F.layer("CutMix", "", "", PIXELS, keras=3)
F.layer("RandAugment", "", "", PIXELS, keras=3)
F.layer("Solarization", "", "addition_factor=0.5, threshold_factor=0.5", PIXELS, keras=3)
F.layer("AugMix", "", "", PIXELS, keras=3)
F.graph(
    "RandomFlip",
    "RandomFlip, RandomRotation, RandomZoom, Rescaling, Conv2D",
    lambda k, x: k.layers.Conv2D(4, 3)(
        k.layers.Rescaling(1 / 255)(k.layers.RandomZoom(0.1)(k.layers.RandomRotation(0.1)(k.layers.RandomFlip()(x))))
    ),
    PIXELS,
    batch=3,
)

for NAME, GIVEN, INPUT, KERAS in (
    ("IntegerLookup", "vocabulary=[3, 5, 8]", ints((5,), 9, dtype="int64"), None),
    ("StringLookup", "vocabulary=['a', 'b']", In((5,), "string"), None),
    ("TextVectorization", "vocabulary=['a', 'b']", In((1,), "string"), None),
    ("Hashing", "num_bins=3", ints((5,), 9), None),
    ("AutoContrast", "", PIXELS, 3),
    ("MelSpectrogram", "fft_length=16, num_mel_bins=4", In((64,)), 3),
    ("STFTSpectrogram", "frame_length=16, frame_step=8", In((64, 1)), 3),
):
    F.layer(NAME, "", GIVEN, INPUT, keras=KERAS, refused=NAME)
F.graph(
    "HashedCrossing",
    "num_bins=3",
    lambda k, x, y: k.layers.HashedCrossing(3)((x, y)),
    ints((1,), 9),
    ints((1,), 9),
    refused="HashedCrossing",
)
