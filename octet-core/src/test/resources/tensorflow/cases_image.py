"""Images of other sizes, boxes in images."""

from harness import C, Family, In, W, bools, exactly, ints
import tensorflow as tf

FAMILY = F = Family("image")
v1 = tf.compat.v1

for size in ((8, 6), (3, 5), (7, 7), (4, 3)):
    for corners, centers in ((False, False), (True, False), (False, True)):
        for op, call in (("ResizeBilinear", "raw.ResizeBilinear"), ("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor")):
            F.op(op, f"{call}(images=x, size={list(size)}, align_corners={corners}, half_pixel_centers={centers})", (None, 4, 3, 2))
F.op("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor(images=x, size=[13, 17], half_pixel_centers=True)", (None, 6, 5, 1))
F.op("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor(images=x, size=[11, 3], align_corners=True)", (None, 6, 7, 1))
F.op("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor(images=x, size=[10, 9])", (None, 6, 7, 1))
F.op("ResizeBilinear", "raw.ResizeBilinear(images=x, size=[5, 5])", ints((1, 3, 4, 2), 255, dtype="uint8"))
F.op("ResizeBilinear", "raw.ResizeBilinear(images=x, size=[5, 5], half_pixel_centers=True)", ints((1, 3, 4, 2), 255))
F.op("ResizeBilinear", "raw.ResizeBilinear(images=x, size=[1, 1], align_corners=True)", (None, 3, 4, 2))
F.op("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor(images=x, size=[5, 7], half_pixel_centers=True)", ints((1, 3, 4, 2), 1 << 30))
F.op("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor(images=x, size=[5, 7], align_corners=True)", ints((1, 3, 4, 2), 1 << 30))
F.op("ResizeNearestNeighbor", "raw.ResizeNearestNeighbor(images=x, size=[5, 7])", ints((1, 3, 4, 2), 255, dtype="uint8"))
F.op("ResizeBilinear Shape", "tf.image.resize(x, tf.shape(x)[1:3] * 2)", (None, 4, 3, 2))
F.op("ResizeBilinear", "v1.image.resize_bilinear(x, tf.cast(tf.cast(tf.shape(x)[1:3], 'float32') * 1.5, 'int32'))", (None, 4, 4, 2))
F.op("ResizeBilinear", "raw.ResizeBilinear(images=x, size=y)", (1, 4, 4, 2), exactly([3, 5], "int32"), refused="ResizeBilinear")
F.op("ResizeBicubic", "tf.image.resize(x, (7, 5), 'bicubic')", (None, 4, 3, 2))
F.op("ResizeBicubic", "raw.ResizeBicubic(images=x, size=[3, 8])", (None, 4, 5, 2))
F.op("ResizeBicubic", "raw.ResizeBicubic(images=x, size=[7, 2], align_corners=True)", (None, 4, 5, 2))
F.op("ResizeArea", "tf.image.resize(x, (2, 3), 'area')", (1, 4, 3, 2), refused="ResizeArea")
F.op("AdjustContrastv2", "tf.image.adjust_contrast(x, 1.7)", (None, 4, 3, 3))
F.op("RGBToHSV", "tf.image.rgb_to_hsv(x)", In((None, 4, 3), low=0, high=1))
F.op("HSVToRGB", "tf.image.hsv_to_rgb(x)", In((None, 4, 3), low=0, high=1), refused="HSVToRGB")
F.op("CropAndResize", "tf.image.crop_and_resize(x, [[0.0, 0.0, 1.0, 1.0]], [0], (3, 3))", (1, 4, 4, 1), refused="CropAndResize")

BOXES = [[0, 0, 1, 1], [0, 0.1, 1, 1.1], [0, -0.1, 1, 0.9], [0, 10, 1, 11], [0, 10.1, 1, 11.1], [0, 100, 1, 101]]
SCORES = [0.9, 0.75, 0.6, 0.95, 0.5, 0.3]


def boxes():
    return exactly(BOXES)


def scores():
    return exactly(SCORES)


F.op("NonMaxSuppressionV3", "tf.image.non_max_suppression(x, y, 3, 0.5)", boxes(), scores())
F.op("NonMaxSuppressionV3", "tf.image.non_max_suppression(x, y, 30, 0.5, score_threshold=0.4)", boxes(), scores())
F.op("NonMaxSuppressionV3", "tf.gather(x, tf.image.non_max_suppression(x, y, 30, 0.5))", boxes(), scores())
F.op("NonMaxSuppressionV3", "tf.image.non_max_suppression(x, y, 3, 0.5)", exactly([[0, 0, 1, 2], [0, 0, 1, 1], [0, 0, 1, 2], [0, 5, 1, 6]]), exactly([0.9, 0.8, 0.7, 0.6]))
F.op("NonMaxSuppressionV3", "tf.image.non_max_suppression(x, y, 4, 0.0)", exactly([[0, 0, 1, 2], [0, 2, 1, 3], [1, 1, 0, 0], [0, 5, 1, 6]]), exactly([0.9, 0.8, 0.7, 0.6]))
F.op("NonMaxSuppressionV2", "raw.NonMaxSuppressionV2(boxes=x, scores=y, max_output_size=4, iou_threshold=0.3)", boxes(), scores())
F.op("NonMaxSuppression", "raw.NonMaxSuppression(boxes=x, scores=y, max_output_size=4, iou_threshold=0.3)", boxes(), scores())
F.op("NonMaxSuppressionV4", "[tf.identity(t) for t in raw.NonMaxSuppressionV4(boxes=x, scores=y, max_output_size=5, iou_threshold=0.5, score_threshold=0.1, pad_to_max_output_size=True)]", boxes(), scores())
F.op("NonMaxSuppressionV4", "[tf.identity(t) for t in raw.NonMaxSuppressionV4(boxes=x, scores=y, max_output_size=5, iou_threshold=0.5, score_threshold=0.1)]", boxes(), scores())
F.op("NonMaxSuppressionV5", "[tf.identity(t) for t in raw.NonMaxSuppressionV5(boxes=x, scores=y, max_output_size=6, iou_threshold=0.5, score_threshold=0.1, soft_nms_sigma=0.5, pad_to_max_output_size=True)]", boxes(), scores())
F.op("NonMaxSuppressionV5", "[tf.identity(t) for t in raw.NonMaxSuppressionV5(boxes=x, scores=y, max_output_size=6, iou_threshold=0.5, score_threshold=0.1, soft_nms_sigma=0.0)]", boxes(), scores())
F.op("CombinedNonMaxSuppression", "tf.image.combined_non_max_suppression(tf.reshape(x, [1, 6, 1, 4]), tf.reshape(y, [1, 6, 1]), 3, 3)[0]", boxes(), scores(), refused="CombinedNonMaxSuppression")
