"""Writes or checks the golden case of an activation: what PyTorch computes. Debian's python3-torch; run it in this folder.

    /usr/bin/python3 make.py HardSwish Hardswish        writes activation-hardswish.safetensors with torch.nn.Hardswish
    /usr/bin/python3 make.py SiLU SiLU --check          compares activation-silu.safetensors with this PyTorch
"""
import sys
import zlib

import numpy as np
import torch

from files import read, write

INPUTS, UNITS, OUTPUTS, BATCH = 9, 9, 4, 17


def draw(name):
    """Inputs, targets and starting weights: float32, so both of NNGen's element types start from the same numbers."""
    random = np.random.default_rng(zlib.crc32(name.encode()))
    shapes = {"input": (BATCH, INPUTS), "target": (BATCH, OUTPUTS), "0.weight": (UNITS, INPUTS), "0.bias": (UNITS,),
              "2.weight": (OUTPUTS, UNITS), "2.bias": (OUTPUTS,)}
    # Inputs and weights of this size reach well beyond ±3, where piecewise activations change.
    return {key: random.normal(0, 2 if key == "input" else 0.5, shape).astype(np.float32) for key, shape in shapes.items()}


def compute(activation, loss, given):
    """Predictions, the mean loss and all gradients, in float64."""
    net = torch.nn.Sequential(torch.nn.Linear(INPUTS, UNITS), activation, torch.nn.Linear(UNITS, OUTPUTS)).double()
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            parameter.copy_(torch.from_numpy(given[name].astype(np.float64)))
    x = torch.from_numpy(given["input"].astype(np.float64)).requires_grad_()
    output = net(x)
    loss = {"mse": torch.nn.functional.mse_loss, "huber": torch.nn.functional.huber_loss}[loss](output, torch.from_numpy(given["target"].astype(np.float64)))
    loss.backward()
    found = {"output": output.detach().numpy(), "loss": np.array([loss.item()]), "grad.input": x.grad.numpy()}
    return found | {"grad." + name: parameter.grad.numpy() for name, parameter in net.named_parameters()}


name, module = sys.argv[1:3]
activation = getattr(torch.nn, module)()
path = f"activation-{name.lower()}.safetensors"
if "--check" in sys.argv:
    metadata, stored = read(path)
    worst = max(float(np.abs(values - stored[key]).max()) for key, values in compute(activation, metadata["loss"], stored).items())
    print(f"{path}: differs by at most {worst:.1e}")
    sys.exit(worst > 1e-14)
given = draw(name)
metadata = {"network": f"Input {INPUTS}; Dense {UNITS}, {name.lower()}; Dense {OUTPUTS}; MSE", "loss": "mse", "batch": str(BATCH),
            "torch": torch.__version__, "optimizers": ""}
write(path, metadata, given | compute(activation, "mse", given))
print(f"{path}: written with PyTorch {torch.__version__}")
