"""Writes the files of PyTorch in `Files/`: the `state_dict` of a trained module, and what it computes. Debian's python3-torch; run it in this folder.

    /usr/bin/python3 make_files.py sequential resnet     writes Files/sequential.safetensors, Files/sequential-cases.safetensors, ...
"""
import sys
import zlib

import torch
from torch import nn

from files import write

BATCH, STEPS = 6, 60


class BasicBlock(nn.Module):
    """torchvision's residual block: its modules, their names and their order."""

    def __init__(self, inputs, filters, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, filters, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = None if stride == 1 else nn.Sequential(nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    """torchvision's names, on small images: no pooling behind the first convolution."""

    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.relu = nn.ReLU()
        self.layer1 = nn.Sequential(BasicBlock(8, 8), BasicBlock(8, 8))
        self.layer2 = nn.Sequential(BasicBlock(8, 16, 2), BasicBlock(16, 16))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(16, classes)

    def forward(self, x):
        x = self.layer2(self.layer1(self.relu(self.bn1(self.conv1(x)))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


# A module that gives logits, the shape of its input, and its classes.
CASES = {
    "sequential": (
        lambda: nn.Sequential(
            nn.Conv2d(2, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16, 4)),
        (2, 8, 6), 4),
    "resnet": (lambda: ResNet(5), (3, 9, 7), 5),
}


def samples(count, shape, classes):
    """Noise, brighter for higher classes."""
    labels = torch.randint(classes, (count,))
    return torch.randn(count, *shape) + labels[:, None, None, None], labels


def make(name):
    build, shape, classes = CASES[name]
    torch.manual_seed(zlib.crc32(name.encode()))
    net = build()

    # Some steps, so that statistics, counters and slopes are not those of a new module.
    optimizer = torch.optim.SGD(net.parameters(), 0.02, momentum=0.9)
    for _ in range(STEPS):
        optimizer.zero_grad()
        x, labels = samples(16, shape, classes)
        nn.functional.cross_entropy(net(x), labels).backward()
        optimizer.step()

    net.eval()
    x, _ = samples(BATCH, shape, classes)
    with torch.no_grad():
        state = {key: value.numpy().copy() for key, value in net.state_dict().items()}
        output = torch.softmax(net.double()(x.double()), 1)
    write(f"Files/{name}.safetensors", {"format": "pt"}, state)
    write(f"Files/{name}-cases.safetensors", {"torch": torch.__version__}, {"input": x.numpy(), "output": output.numpy()})
    print(f"{name}: {len(state)} tensors of PyTorch {torch.__version__}")


for name in sys.argv[1:]:
    make(name)
