#!/usr/bin/env python3
"""Writes models/: the ONNX model of every workload (opset 13), its weights as raw float32, a reference input with PyTorch's
output, and the weights after ten training steps (W9: one), so that every program can be checked against PyTorch
before it is timed. Everything comes from seeds and is the same on every run. Raw files are little-endian float32, row-major;
weights in PyTorch's order and layouts."""
import csv
import gzip
import io
import os

import numpy as np
import torch

import torch_models as tm
import workloads as wl

DIGITS = os.path.join(wl.HERE, "../../src/NNGen/Data/Digits/digits.csv.gz")


def write(name, a, dtype="<f4"):
    np.ascontiguousarray(a, dtype=dtype).tofile(os.path.join(wl.MODELS, name))


def write_circles():
    """Two circles of radius 1 and 0.5 with noise 0.05, shuffled."""
    rs = np.random.RandomState(42)
    t = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    ring = np.stack([np.cos(t), np.sin(t)], 1)
    order = rs.permutation(1000)
    write("w1_circles.x.f32", (np.concatenate([ring, 0.5 * ring]) + 0.05 * rs.standard_normal((1000, 2)))[order])
    write("w1_circles.y.f32", np.repeat([0, 1], 500)[order])


def write_digits():
    with gzip.open(DIGITS) as f:
        rows = np.array(list(csv.reader(io.TextIOWrapper(f))), dtype=np.uint8)
    rows = rows[np.random.RandomState(42).permutation(len(rows))]
    for part, r in (("train", rows[:1437]), ("test", rows[1437:])):
        write("w3_digits.%s_x.u8" % part, r[:, :64], "u1")
        write("w3_digits.%s_y.u8" % part, r[:, 64], "u1")


def write_model(key):
    name = wl.NETWORKS[key]["name"]
    m = tm.build(key).eval()
    x = torch.from_numpy(wl.circles()[0][:32] if key == "W1" else wl.inputs(key, 32)[0])
    with torch.no_grad():
        y = m(x)
    torch.onnx.export(m, x[:1], os.path.join(wl.MODELS, name + ".onnx"), opset_version=13, input_names=["x"],
                      output_names=["y"], dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}})
    write(name + ".weights.f32", np.concatenate([w.ravel() for w in wl.weights(key)]))
    write(name + ".input.f32", x.numpy())
    write(name + ".output.f32", y.numpy())
    t = torch.from_numpy(wl.targets(key, 32)[0])
    write(name + ".targets.f32", t.reshape(-1).numpy())
    for opt_name in ("sgd", "adam"):  # steps on the reference batch
        m = tm.build(key)
        opt = tm.optimizer(opt_name, m)
        for _ in range(wl.checked_steps(key)):
            opt.zero_grad()
            tm.loss_fn(key)(m(x), t).backward()
            opt.step()
        write("%s.after%d.%s.f32" % (name, wl.checked_steps(key), opt_name), np.concatenate([p.detach().numpy().ravel() for p in m.parameters()]))


def write_stream(key):
    """One of W7's networks, the outputs of all steps, and an ONNX model that takes the state and returns it (convolutions: a window)."""
    kind, units = wl.STREAMS[key]
    m, x = tm.build_stream(key), torch.from_numpy(wl.stream())
    states = {"lstm": ["h", "c"], "gru": ["h"], "conv1d": []}[kind]
    zeros = [torch.zeros(1, 1, units) for _ in states]
    x = x.reshape(1, 1, -1) if kind == "conv1d" else x.reshape(-1, 1, 1)
    with torch.no_grad():
        y = m(x, *zeros)
    # The convolutions give no outputs before their first window is full: the file has zeros there.
    y = torch.nn.functional.pad(y, (wl.STREAM_WINDOW - 1, 0)) if kind == "conv1d" else y[0]
    torch.onnx.export(m, (x[:, :, :wl.STREAM_WINDOW] if kind == "conv1d" else x[:1], *zeros), os.path.join(wl.MODELS, "w7_%s.onnx" % key),
                      opset_version=13, input_names=["x"] + states, output_names=["y"] + [s + "_out" for s in states])
    write("w7_%s.weights.f32" % key, np.concatenate([w.ravel() for w in wl.stream_weights(key)]))
    write("w7_%s.output.f32" % key, y.reshape(-1).numpy())


def main():
    torch.set_num_threads(1)
    os.makedirs(wl.MODELS, exist_ok=True)
    write_circles()
    write_digits()
    for key in wl.NETWORKS:
        write_model(key)
    write("w7_stream.f32", wl.stream())
    for key in wl.STREAMS:
        write_stream(key)


if __name__ == "__main__":
    main()
