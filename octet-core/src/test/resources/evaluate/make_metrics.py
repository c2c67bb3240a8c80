#!/usr/bin/env python3
"""Writes metrics.npz: outputs and targets, and what TensorFlow 2.20 and NumPy make of them."""
import pathlib
import zipfile

import numpy as np
import tensorflow as tf
import tf_keras


def save(path, arrays):
    """As np.savez_compressed, with the same bytes at every run."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open(entry, "w") as out:
                np.lib.format.write_array(out, array)


def images(random, shape, top):
    smooth = random.uniform(0, top, (shape[0], 5, 5, shape[3]))
    clean = tf.image.resize(smooth, shape[1:3], method="bicubic").numpy()
    noisy = clean + random.normal(0, top / 15, shape)
    return np.clip(noisy, 0, top).astype(np.float32), np.clip(clean, 0, top).astype(np.float32)


def main():
    random = np.random.default_rng(8)
    arrays = {}
    for name, shape, top in [("grey", (3, 17, 13, 1), 1.0), ("colour", (2, 24, 20, 3), 255.0), ("least", (2, 11, 11, 2), 1.0)]:
        given, right = images(random, shape, top)
        arrays[name + "_given"], arrays[name + "_right"] = given, right
        arrays[name + "_psnr"] = tf.image.psnr(given, right, top).numpy()
        arrays[name + "_ssim"] = tf.image.ssim(given, right, top).numpy()
    scores = random.normal(size=(4, 9, 7, 5)).astype(np.float32)
    scores[..., 4] -= 100  # a class that is never given, nor right
    masks = random.integers(0, 4, (4, 9, 7)).astype(np.uint8)
    scores += 1.5 * np.eye(5, dtype=np.float32)[masks]
    masks[random.uniform(size=masks.shape) < 0.1] = 255
    arrays["mask_scores"], arrays["masks"] = scores, masks
    for name, ignored in [("miou", 255), ("miou_without_1", 1)]:
        metric = tf_keras.metrics.MeanIoU(num_classes=5, ignore_class=ignored, sparse_y_pred=False)
        seen = np.where(masks == 255, 1, masks) if ignored == 1 else masks
        metric.update_state(seen, scores)
        arrays[name] = np.float64(metric.result().numpy()).reshape(1)
    given, right = random.normal(size=(6, 8)).astype(np.float32), random.normal(size=(6, 8)).astype(np.float32)
    arrays["given"], arrays["right"] = given, right
    arrays["mae"] = np.float64(np.abs(given.astype(float) - right).mean()).reshape(1)
    arrays["mse"] = np.float64(np.square(given.astype(float) - right).mean()).reshape(1)
    cosine = [a @ b / np.sqrt(a @ a) / np.sqrt(b @ b) for a, b in zip(given.astype(float), right.astype(float))]
    arrays["cosine"] = np.float64(np.mean(cosine)).reshape(1)
    noise = np.square(given.astype(float) - right).sum()
    arrays["sqnr"] = np.float64(10 * np.log10(np.square(right.astype(float)).sum() / noise)).reshape(1)
    save(pathlib.Path(__file__).with_name("metrics.npz"), arrays)


if __name__ == "__main__":
    main()
