"""Writes golden cases of recurrent layers that begin with values of the graph, or that PyTorch does not have: python3 make_sequences.py encoder-decoder-lstm ..."""
import json
import sys
import zlib

import numpy as np
import torch
from torch import nn

from files import write

BATCH, STEPS = 7, 10


class EncoderDecoder(nn.Module):
    """The decoder begins with what the encoder ended with; its hidden state is a value, too."""

    inputs = {"source": (5, 3), "plan": (4, 2)}

    def __init__(self, kind, units, bidirectional):
        super().__init__()
        self.encoder = kind(3, units, batch_first=True, bidirectional=bidirectional)
        self.decoder = kind(2, units, batch_first=True, bidirectional=bidirectional)
        directions = 2 if bidirectional else 1
        self.last = nn.Linear(directions * units, 2)
        self.each = nn.Linear(directions * units, 2)
        self.bidirectional = bidirectional

    def forward(self, source, plan):
        _, state = self.encoder(source)
        steps, _ = self.decoder(plan, state)
        hidden = state[0] if isinstance(state, tuple) else state
        hidden = hidden.transpose(0, 1).reshape(hidden.shape[1], -1)
        return torch.cat([self.each(steps), self.last(hidden)[:, None, :]], dim=1)


class InitialDense(nn.Module):
    """Dense layers of one input give what an LSTM over another one begins with; its state and its cell are the output."""

    inputs = {"person": (6,), "visits": (5, 3)}

    def __init__(self):
        super().__init__()
        self.hidden, self.cell = nn.Linear(6, 4), nn.Linear(6, 4)
        self.lstm = nn.LSTM(3, 4, batch_first=True)

    def forward(self, person, visits):
        _, (hidden, cell) = self.lstm(visits, (torch.tanh(self.hidden(person))[None], self.cell(person)[None]))
        return torch.cat([hidden[0], cell[0]], dim=1)


class ResetBefore(nn.Module):
    """A GRU whose reset gate multiplies what is carried before the product, written by hand: Keras's with reset_after=False, ONNX's with linear_before_reset=0."""

    def __init__(self, features, units, suffix=""):
        super().__init__()
        self.suffix = suffix
        for name, shape in ("weight_ih", (3 * units, features)), ("weight_hh", (3 * units, units)), ("bias_ih", (3 * units,)):
            self.register_parameter(f"{name}_l0{suffix}", nn.Parameter(torch.zeros(shape)))

    def forward(self, x, state=None):
        weight, carried, bias = (getattr(self, f"{name}_l0{self.suffix}") for name in ("weight_ih", "weight_hh", "bias_ih"))
        h = torch.zeros(x.shape[0], carried.shape[1], dtype=x.dtype) if state is None else state
        reset_u, update_u, new_u = carried.chunk(3)
        steps = []
        for t in range(x.shape[1]):
            reset_x, update_x, new_x = (x[:, t] @ weight.T + bias).chunk(3, dim=1)
            reset, update = torch.sigmoid(reset_x + h @ reset_u.T), torch.sigmoid(update_x + h @ update_u.T)
            new = torch.tanh(new_x + (reset * h) @ new_u.T)
            h = new + update * (h - new)
            steps.append(h)
        return torch.stack(steps, dim=1), h


class ResetBeforeLast(nn.Module):
    """The last step of a GRU with reset_after=False, then a dense layer."""

    inputs = {"steps": (6, 3)}

    def __init__(self):
        super().__init__()
        self.gru, self.dense = ResetBefore(3, 5), nn.Linear(5, 2)

    def forward(self, steps):
        return self.dense(self.gru(steps)[1])


class ResetBeforeEncoderDecoder(nn.Module):
    """A GRU with reset_after=False in both directions, another one over its steps, and a third one that begins with what the second ended with."""

    inputs = {"source": (5, 3), "plan": (4, 2)}

    def __init__(self):
        super().__init__()
        self.both, self.back = ResetBefore(3, 4), ResetBefore(3, 4, "_reverse")
        self.encoder, self.decoder = ResetBefore(8, 9), ResetBefore(2, 9)
        self.each = nn.Linear(9, 2)

    def forward(self, source, plan):
        backwards = self.back(source.flip(1))[0].flip(1)
        _, state = self.encoder(torch.cat([self.both(source)[0], backwards], dim=2))
        return self.each(self.decoder(plan, state)[0])


CASES = {
    "encoder-decoder-lstm": lambda: EncoderDecoder(nn.LSTM, 4, False),
    "encoder-decoder-lstm-bidirectional": lambda: EncoderDecoder(nn.LSTM, 3, True),
    "encoder-decoder-gru-bidirectional": lambda: EncoderDecoder(nn.GRU, 3, True),
    "initial-state-dense": InitialDense,
    "gru-reset-before": ResetBeforeLast,
    "gru-reset-before-states": ResetBeforeEncoderDecoder,
}
# Both directions of a layer are two modules here.
RENAMED = {"back.": "both."}
OPTIMIZERS = {
    "momentum": lambda parameters: torch.optim.SGD(parameters, 0.05, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, 0.01),
}


def make(name):
    random = np.random.default_rng(zlib.crc32(name.encode()))
    net = CASES[name]().double()
    names = {key: next((new + key[len(old):] for old, new in RENAMED.items() if key.startswith(old)), key) for key in net.state_dict()}
    start = {key: random.normal(0, 0.5, value.shape).astype(np.float32) for key, value in net.state_dict().items()}

    def restart():
        net.load_state_dict({key: torch.from_numpy(value.astype(np.float64)) for key, value in start.items()})

    restart()
    given = {"input." + key: random.normal(0, 1, (BATCH, *shape)).astype(np.float32) for key, shape in net.inputs.items()}
    x = [torch.from_numpy(value.astype(np.float64)).requires_grad_() for value in given.values()]
    output = net(*x)
    given["target"] = random.normal(0, 1, output.shape).astype(np.float32)
    target = torch.from_numpy(given["target"].astype(np.float64))
    loss = nn.functional.mse_loss(output, target)
    loss.backward()
    found = {"output": output.detach().numpy(), "loss": np.array([loss.item()])}
    found |= {"grad.input." + key: value.grad.numpy() for key, value in zip(net.inputs, x)}
    found |= {"grad." + names[key]: value.grad.numpy().copy() for key, value in net.named_parameters()}
    for kind, optimizer in OPTIMIZERS.items():
        restart()
        steps, losses = optimizer(net.parameters()), []
        for _ in range(STEPS):
            steps.zero_grad()
            loss = nn.functional.mse_loss(net(*[value.detach() for value in x]), target)
            losses.append(loss.item())
            loss.backward()
            steps.step()
        found[f"{kind}.losses"] = np.array(losses)
        found |= {f"{kind}.step{STEPS}.{names[key]}": value.detach().numpy().copy() for key, value in net.named_parameters()}
    layers = [{"kind": "Input", "name": key, "tensor": "input." + key, "shape": shape} for key, shape in net.inputs.items()]
    metadata = {"network": net.__doc__ or name, "batch": str(BATCH), "optimizers": ",".join(OPTIMIZERS), "layers": json.dumps(layers),
                "outputs": json.dumps([{"loss": "MeanSquaredError", "output": "output", "target": "target"}]), "torch": torch.__version__}
    write(f"Sequences/{name}.safetensors", metadata, {names[key]: value for key, value in start.items()} | given | found)
    print(f"{name}: written with PyTorch {torch.__version__}")


for name in sys.argv[1:]:
    make(name)
