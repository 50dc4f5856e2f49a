"""The workloads' shapes, their deterministic weights and data (numpy's legacy RandomState, whose stream does not depend on
versions), shared by the exporter and the benchmarks."""
import os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.join(HERE, "models")

# sizes, hidden activation, and what the model ends in ("sigmoid" is part of the model; "logits": the loss adds the softmax)
MLP = {
    "W1": dict(sizes=[2, 3, 1], act="sigmoid", out="sigmoid", name="w1_circles"),
    "W2": dict(sizes=[20, 32, 32, 1], act="relu", out="sigmoid", name="w2_tabular"),
    "W3": dict(sizes=[64, 32, 10], act="relu", out="logits", name="w3_digits"),
    "W4": dict(sizes=[784, 128, 10], act="relu", out="logits", name="w4_mnist"),
    "W5": dict(sizes=[784, 512, 512, 10], act="relu", out="logits", name="w5_large"),
}
# sample [channels, height, width], and each layer's weights [out, in, ...] with the number of output pixels they are used for
CONV = {
    "W6": dict(input=(1, 28, 28), out="logits", name="w6_lenet5",
               layers=[((6, 1, 5, 5), 28 * 28), ((16, 6, 5, 5), 10 * 10), ((120, 400), 1), ((84, 120), 1), ((10, 84), 1)]),
    "W8": dict(input=(3, 32, 32), out="logits", name="w8_convnet",
               layers=[((16, 3, 3, 3), 32 * 32), ((32, 16, 3, 3), 16 * 16), ((64, 32, 3, 3), 8 * 8), ((10, 64), 1)]),
    # ResNet-20: in each block two convolutions and, where the shape changes, that of the shortcut; each has a batch normalization instead of biases
    "W9": dict(input=(3, 32, 32), out="logits", name="w9_resnet20", normalized=True,
               layers=[((16, 3, 3, 3), 32 * 32)] + 6 * [((16, 16, 3, 3), 32 * 32)]
               + [((32, 16, 3, 3), 16 * 16), ((32, 32, 3, 3), 16 * 16), ((32, 16, 1, 1), 16 * 16)] + 4 * [((32, 32, 3, 3), 16 * 16)]
               + [((64, 32, 3, 3), 8 * 8), ((64, 64, 3, 3), 8 * 8), ((64, 32, 1, 1), 8 * 8)] + 4 * [((64, 64, 3, 3), 8 * 8)]
               + [((10, 64), 1)]),
}
NETWORKS = {**MLP, **CONV}
FORWARD_BATCHES = {"W1": [1], "W2": [1, 32, 256], "W3": [1, 32, 128, 256], "W4": [1, 32, 128, 256], "W5": [1, 32, 128, 256],
                   "W6": [1, 32, 128], "W8": [1, 32, 128], "W9": [1, 32, 128]}
TRAIN = {  # batch sizes, optimizers
    "W2": ([32, 256], ["sgd", "adam"]), "W3": ([32], ["adam"]),
    "W4": ([32, 128, 256], ["sgd", "adam"]), "W5": ([32, 128, 256], ["sgd", "adam"]),
    "W6": ([32, 128], ["sgd", "adam"]), "W8": ([32, 128], ["sgd", "adam"]), "W9": ([32, 128], ["adam"]),
}
SGD_LR, ADAM_LR = 0.01, 1e-3


def layers(key):
    """The shape of each layer's weights and the number of output pixels they are used for (1: dense)."""
    if key in CONV:
        return CONV[key]["layers"]
    s = MLP[key]["sizes"]
    return [((b, a), 1) for a, b in zip(s, s[1:])]


def input_shape(key):
    return CONV[key]["input"] if key in CONV else (MLP[key]["sizes"][0],)


def macs(layer):
    """Multiply-adds of a sample; those with a convolution's padding count as well."""
    shape, pixels = layer
    return int(np.prod(shape)) * pixels


def forward_flops(key, batch):
    return 2.0 * sum(map(macs, layers(key))) * batch


def train_flops(key, batch):
    """Forward and two gradients, less the gradient of the inputs, which training does not need."""
    return 3 * forward_flops(key, batch) - 2.0 * macs(layers(key)[0]) * batch


def weights(key):
    """Weight [out, in, ...] and bias of each layer in turn, uniform in ±1/√(inputs of a unit) as PyTorch initialises them. After a convolution with a
    batch normalization, its scale, near 1, and shift."""
    rs = np.random.RandomState(1000 + sum(ord(c) for c in key))
    out = []
    for shape, _ in layers(key):
        k = 1.0 / np.sqrt(np.prod(shape[1:]))
        out.append(rs.uniform(-k, k, size=shape).astype(np.float32))
        if len(shape) > 2 and NETWORKS[key].get("normalized"):
            out.append(rs.uniform(0.5, 1.5, size=shape[0]).astype(np.float32))
        out.append(rs.uniform(-k, k, size=shape[0]).astype(np.float32))
    return out


def checked_steps(key):
    """The training steps after which weights are compared. Normalization by batches amplifies rounding: after ten SGD steps of W9, PyTorch's own
    weights in float and in double differ by 3e-5 on average, and after ten Adam steps by 4e-4; after one by 4e-8 and 8e-7."""
    return 1 if NETWORKS[key].get("normalized") else 10


def load(name, *shape):
    return np.fromfile(os.path.join(MODELS, name), "<f4").reshape(*shape)


def circles():
    """The 1,000 points of W1."""
    return load("w1_circles.x.f32", 1000, 2), load("w1_circles.y.f32", 1000, 1)


def digits():
    """W3's training and test images (0 to 1) and classes."""
    def read(part, n):
        x = np.fromfile(os.path.join(MODELS, "w3_digits.%s_x.u8" % part), "u1").reshape(n, 64)
        return (x / 16).astype(np.float32), np.fromfile(os.path.join(MODELS, "w3_digits.%s_y.u8" % part), "u1").astype(np.int64)
    return read("train", 1437) + read("test", 360)


def reference(key):
    """The reference batch of 32 and PyTorch's output on it."""
    name = NETWORKS[key]["name"]
    return load(name + ".input.f32", 32, *input_shape(key)), load(name + ".output.f32", 32, layers(key)[-1][0][0])


def inputs(key, batch, pool=1, seed=7):
    """`pool` different input batches of the workload."""
    rs = np.random.RandomState(seed)
    return [rs.standard_normal((batch,) + input_shape(key)).astype(np.float32) for _ in range(pool)]


def targets(key, batch, pool=1, seed=8):
    rs = np.random.RandomState(seed)
    if NETWORKS[key]["out"] == "sigmoid":
        return [rs.randint(0, 2, size=(batch, 1)).astype(np.float32) for _ in range(pool)]
    return [rs.randint(0, 10, size=batch).astype(np.int64) for _ in range(pool)]


def pool_size(batch):
    """How many different batches a forward figure cycles through."""
    return 256 if batch == 1 else max(4, 512 // batch)
