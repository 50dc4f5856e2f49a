"""The workloads as torch modules, with the weights of workloads.py."""
import torch
import torch.nn as nn
import workloads as wl


class Mlp(nn.Module):
    """Plain PyTorch, written out as a user would: a loop over the layers costs a microsecond more."""

    def __init__(self, key):
        super().__init__()
        for i, ((b, a), _) in enumerate(wl.layers(key)):
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


class LeNet5(nn.Module):
    def __init__(self, key):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        return self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x)))))


class ThreeConvolutions(nn.Module):
    def __init__(self, key):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.conv3 = nn.Conv2d(32, 64, 3, padding=1)
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = torch.relu(self.conv3(x))
        return self.fc(torch.flatten(nn.functional.adaptive_avg_pool2d(x, 1), 1))


class Basic(nn.Module):
    """Two convolutions, and around them what arrives."""

    def __init__(self, inputs, outputs):
        super().__init__()
        stride = outputs // inputs
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride > 1:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet20(nn.Module):
    def __init__(self, key):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Basic(16, 16), Basic(16, 16), Basic(16, 16))
        self.layer2 = nn.Sequential(Basic(16, 32), Basic(32, 32), Basic(32, 32))
        self.layer3 = nn.Sequential(Basic(32, 64), Basic(64, 64), Basic(64, 64))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(torch.relu(self.bn1(self.conv1(x))))))
        return self.fc(torch.flatten(nn.functional.adaptive_avg_pool2d(x, 1), 1))


class Lstm(nn.Module):
    """The last step of an LSTM, and a dense layer."""

    def __init__(self, key):
        super().__init__()
        self.rnn = nn.LSTM(wl.input_shape(key)[1], wl.RECURRENT[key]["units"], batch_first=True)
        self.fc = nn.Linear(wl.RECURRENT[key]["units"], 10)

    def forward(self, x):
        return self.fc(self.rnn(x)[0][:, -1])


class LstmStream(nn.Module):
    """Values [steps, 1, 1] and the state from before to values and the state afterward."""

    def __init__(self, units):
        super().__init__()
        self.rnn = nn.LSTM(1, units)
        self.dense = nn.Linear(units, 1)

    def forward(self, x, h, c):
        y, (h, c) = self.rnn(x, (h, c))
        return self.dense(y), h, c


class GruStream(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.rnn = nn.GRU(1, units)
        self.dense = nn.Linear(units, 1)

    def forward(self, x, h):
        y, h = self.rnn(x, h)
        return self.dense(y), h


class ConvStream(nn.Module):
    """Values [1, 1, steps] to [1, steps - 14]: dilated convolutions without padding, so that one window gives one value."""

    def __init__(self, channels):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = (
            nn.Conv1d(inputs, channels, wl.STREAM_KERNEL, dilation=dilation)
            for inputs, dilation in zip((1, channels, channels), wl.STREAM_DILATIONS))
        self.dense = nn.Linear(channels, 1)

    def forward(self, x):
        x = torch.tanh(self.conv3(torch.tanh(self.conv2(torch.tanh(self.conv1(x))))))
        return self.dense(x.transpose(1, 2)).squeeze(-1)


MODULES = {"W1": Circles, "W2": Tabular, "W3": OneHidden, "W4": OneHidden, "W5": TwoHidden, "W6": LeNet5, "W8": ThreeConvolutions,
           "W9": ResNet20, "W10": Lstm}


def build(key):
    m = MODULES[key](key)
    load(m, key)
    return m


def build_stream(key):
    kind, units = wl.STREAMS[key]
    m = {"lstm": LstmStream, "gru": GruStream, "conv1d": ConvStream}[kind](units)
    copy(m, wl.stream_weights(key))
    return m.eval()


def load(m, key):
    copy(m, wl.weights(key))


def copy(m, weights):
    with torch.no_grad():
        for p, w in zip(m.parameters(), weights):
            p.copy_(torch.from_numpy(w))


def loss_fn(key):
    f = torch.nn.functional
    return f.binary_cross_entropy if wl.NETWORKS[key]["out"] == "sigmoid" else f.cross_entropy


def optimizer(name, m, **kw):
    return (torch.optim.SGD(m.parameters(), lr=wl.SGD_LR, **kw) if name == "sgd"
            else torch.optim.Adam(m.parameters(), lr=wl.ADAM_LR, **kw))
