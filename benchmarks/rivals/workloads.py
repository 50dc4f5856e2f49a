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
# sample [steps, features], units of the LSTM whose last step goes into the dense layer; the weights, with the number of steps they are used for
RECURRENT = {
    "W10": dict(input=(64, 16), out="logits", name="w10_lstm64", units=64, layers=[((256, 16), 64), ((256, 64), 64), ((10, 64), 1)]),
}
NETWORKS = {**MLP, **CONV, **RECURRENT}
# W7: one value in and one out at each step. Units of the recurrent layer, or the stack of causal convolutions
STREAMS = {"lstm20": ("lstm", 20), "lstm40": ("lstm", 40), "gru20": ("gru", 20), "gru40": ("gru", 40), "conv1d": ("conv1d", 8)}
STREAM_KERNEL, STREAM_DILATIONS = 3, (1, 2, 4)
STREAM_WINDOW = 1 + sum((STREAM_KERNEL - 1) * d for d in STREAM_DILATIONS)
FORWARD_BATCHES = {"W1": [1], "W2": [1, 32, 256], "W3": [1, 32, 128, 256], "W4": [1, 32, 128, 256], "W5": [1, 32, 128, 256],
                   "W6": [1, 32, 128], "W8": [1, 32, 128], "W9": [1, 32, 128], "W10": [32, 128]}
TRAIN = {  # batch sizes, optimizers
    "W2": ([32, 256], ["sgd", "adam"]), "W3": ([32], ["adam"]),
    "W4": ([32, 128, 256], ["sgd", "adam"]), "W5": ([32, 128, 256], ["sgd", "adam"]),
    "W6": ([32, 128], ["sgd", "adam"]), "W8": ([32, 128], ["sgd", "adam"]), "W9": ([32, 128], ["adam"]), "W10": ([32, 128], ["adam"]),
}
SGD_LR, ADAM_LR = 0.01, 1e-3


def layers(key):
    """The shape of each layer's weights and the number of output pixels or steps they are used for (1: dense)."""
    if key not in MLP:
        return NETWORKS[key]["layers"]
    s = MLP[key]["sizes"]
    return [((b, a), 1) for a, b in zip(s, s[1:])]


def input_shape(key):
    return (MLP[key]["sizes"][0],) if key in MLP else NETWORKS[key]["input"]


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
    if key in RECURRENT:
        (_, inputs), (gates, units), dense = (shape for shape, _ in layers(key))
        return recurrent_weights(rs, inputs, gates, units, dense[0])
    out = []
    for shape, _ in layers(key):
        k = 1.0 / np.sqrt(np.prod(shape[1:]))
        out.append(rs.uniform(-k, k, size=shape).astype(np.float32))
        if len(shape) > 2 and NETWORKS[key].get("normalized"):
            out.append(rs.uniform(0.5, 1.5, size=shape[0]).astype(np.float32))
        out.append(rs.uniform(-k, k, size=shape[0]).astype(np.float32))
    return out


def recurrent_weights(rs, inputs, gates, units, outputs):
    """Both weights and both biases of a recurrent layer, then those of the dense layer, all uniform in ±1/√units."""
    k = 1.0 / np.sqrt(units)
    shapes = ((gates, inputs), (gates, units), (gates,), (gates,), (outputs, units), (outputs,))
    return [rs.uniform(-k, k, size=shape).astype(np.float32) for shape in shapes]


def stream_weights(key):
    """The weights of one of W7's networks, in PyTorch's order."""
    kind, units = STREAMS[key]
    rs = np.random.RandomState(1000 + sum(ord(c) for c in key))
    if kind != "conv1d":
        return recurrent_weights(rs, 1, (4 if kind == "lstm" else 3) * units, units, 1)
    out, before = [], 1
    for _ in STREAM_DILATIONS:
        k = 1.0 / np.sqrt(before * STREAM_KERNEL)
        out += [rs.uniform(-k, k, size=shape).astype(np.float32) for shape in ((units, before, STREAM_KERNEL), (units,))]
        before = units
    k = 1.0 / np.sqrt(units)
    return out + [rs.uniform(-k, k, size=shape).astype(np.float32) for shape in ((1, units), (1,))]


def stream_figure(key):
    kind, units = STREAMS[key]
    return "conv1d stack per sample" if kind == "conv1d" else "%s %d per sample" % (kind, units)


def stream():
    """The 2,048 values of W7."""
    return np.random.RandomState(11).uniform(-1, 1, size=2048).astype(np.float32)


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
