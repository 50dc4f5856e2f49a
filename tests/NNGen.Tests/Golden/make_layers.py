"""Writes the golden cases of layers in `Layers/` that a module of PyTorch makes. Debian's python3-torch; run it in this folder.

    /usr/bin/python3 make_layers.py separableconv2d     writes Layers/separableconv2d.safetensors
"""
import json
import sys
import zlib
from collections import OrderedDict

import numpy as np
import torch
from torch import nn

from files import write

BATCH, STEPS = 5, 10


class Separable(nn.Sequential):
    """A convolution of each channel alone, then one of 1 x 1."""

    def __init__(self, channels, filters, kernel, multiplier, **options):
        super().__init__(OrderedDict(
            depthwise=nn.Conv2d(channels, channels * multiplier, kernel, groups=channels, bias=False, **options),
            pointwise=nn.Conv2d(channels * multiplier, filters, 1)))


# The network in words, the shape of its input (height, width, channels), its modules.
CASES = {
    "separableconv2d": (
        "SeparableConv2D 5, 3 x 2, multiplier 2, stride 2 x 1, padding [[1,1],[0,0]]", (7, 6, 3),
        [Separable(3, 5, (3, 2), 2, stride=(2, 1), padding=(1, 0))]),
    "upsampling2d-bilinear": (
        "UpSampling2D 2 x 3, bilinear; Conv2D 3, 3 x 3", (4, 3, 2),
        [nn.Upsample(scale_factor=(2, 3), mode="bilinear", align_corners=False), nn.Conv2d(2, 3, 3)]),
    "upsampling2d-bilinear-wide": (
        "UpSampling2D 5 x 4, bilinear; Conv2D 3, 2 x 2", (1, 3, 2),
        [nn.Upsample(scale_factor=(5, 4), mode="bilinear", align_corners=False), nn.Conv2d(2, 3, 2)]),
}
OPTIMIZERS = {
    "momentum": lambda parameters: torch.optim.SGD(parameters, 0.05, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, 0.01),
}


def channels_last(values):
    return np.moveaxis(values, 1, -1)


def make(name):
    words, (height, width, channels), modules = CASES[name]
    random = np.random.default_rng(zlib.crc32(name.encode()))
    net = nn.Sequential(*modules).double()
    start = {key: random.normal(0, 0.5, value.shape).astype(np.float32) for key, value in net.state_dict().items()}

    def restart():
        net.load_state_dict({key: torch.from_numpy(value.astype(np.float64)) for key, value in start.items()})

    restart()
    given = {"input": random.normal(0, 1, (BATCH, channels, height, width)).astype(np.float32)}
    x = torch.from_numpy(given["input"].astype(np.float64)).requires_grad_()
    output = net(x)
    given["target"] = random.normal(0, 1, output.shape).astype(np.float32)
    target = torch.from_numpy(given["target"].astype(np.float64))
    loss = nn.functional.mse_loss(output, target)
    loss.backward()
    found = {"output": output.detach().numpy(), "grad.input": x.grad.numpy()}
    images = given | found
    found |= {"loss": np.array([loss.item()])} | {"grad." + key: value.grad.numpy().copy() for key, value in net.named_parameters()}
    for kind, optimizer in OPTIMIZERS.items():
        restart()
        steps, losses = optimizer(net.parameters()), []
        for _ in range(STEPS):
            steps.zero_grad()
            loss = nn.functional.mse_loss(net(x.detach()), target)
            losses.append(loss.item())
            loss.backward()
            steps.step()
        found[f"{kind}.losses"] = np.array(losses)
        found |= {f"{kind}.step{STEPS}.{key}": value.detach().numpy().copy() for key, value in net.named_parameters()}
    metadata = {"network": f"Input {height} x {width} x {channels}; {words}; MeanSquaredError", "batch": str(BATCH), "optimizers": ",".join(OPTIMIZERS),
                "torch": torch.__version__}
    write(f"Layers/{name}.safetensors", metadata, start | given | found | {"channels_last." + key: channels_last(value) for key, value in images.items()})
    print(f"{name}: written with PyTorch {torch.__version__}")


for name in sys.argv[1:]:
    make(name)
