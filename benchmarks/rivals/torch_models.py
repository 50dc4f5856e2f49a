"""The workloads as torch modules, with the weights of workloads.py."""
import torch
import torch.nn as nn
import workloads as wl


class Mlp(nn.Module):
    """Plain PyTorch, written out as a user would: a loop over the layers costs a microsecond more."""

    def __init__(self, key):
        super().__init__()
        for i, (a, b) in enumerate(wl.layers(key)):
            setattr(self, "fc%d" % (i + 1), nn.Linear(a, b))


class Circles(Mlp):
    def forward(self, x):
        return torch.sigmoid(self.fc2(torch.sigmoid(self.fc1(x))))


class Tabular(Mlp):
    def forward(self, x):
        return torch.sigmoid(self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x))))))


class OneHidden(Mlp):
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


class TwoHidden(Mlp):
    def forward(self, x):
        return self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x)))))


MODULES = {"W1": Circles, "W2": Tabular, "W3": OneHidden, "W4": OneHidden, "W5": TwoHidden}


def build(key):
    m = MODULES[key](key)
    load(m, key)
    return m


def load(m, key):
    with torch.no_grad():
        for p, w in zip(m.parameters(), wl.weights(key)):
            p.copy_(torch.from_numpy(w))


def loss_fn(key):
    f = torch.nn.functional
    return f.binary_cross_entropy if wl.MLP[key]["out"] == "sigmoid" else f.cross_entropy


def optimizer(name, m, **kw):
    return (torch.optim.SGD(m.parameters(), lr=wl.SGD_LR, **kw) if name == "sgd"
            else torch.optim.Adam(m.parameters(), lr=wl.ADAM_LR, **kw))
