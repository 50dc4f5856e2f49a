#!/usr/bin/env python3
"""Hand-written numpy: W1's training loop (float64, as tutorials write it, and float32), and forward and SGD step of W2, W4, W5."""
import benchlib
benchlib.set_thread_env()
import numpy as np
import workloads as wl


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def circles(rep):
    for dt in (np.float64, np.float32):
        x, y = (a.astype(dt) for a in wl.circles())
        start = [w.astype(dt) for w in wl.weights("W1")]
        state = {}
        lr, inv = dt(0.01), dt(1.0 / len(x))

        def run(n):
            for _ in range(n):
                w1, b1, w2, b2 = start[0].T.copy(), start[1].copy(), start[2].T.copy(), start[3].copy()
                for _ in range(1000):
                    h = sigmoid(x @ w1 + b1)
                    o = sigmoid(h @ w2 + b2)
                    dz2 = (o - y) * inv
                    dz1 = (dz2 @ w2.T) * h * (1 - h)
                    w2 -= lr * (h.T @ dz2)
                    b2 -= lr * dz2.sum(0)
                    w1 -= lr * (x.T @ dz1)
                    b1 -= lr * dz1.sum(0)
            state["loss"] = float(-(y * np.log(o) + (1 - y) * np.log(1 - o)).mean())

        t = rep.measure(run)
        rep.emit("W1", np.dtype(dt).name, "1000 iterations", t, wl.train_flops("W1", 1000) * 1000, note="loss %.6f" % state["loss"])


def mlp(rep, key):
    ws = wl.weights(key)
    start = [(ws[i].T.copy(), ws[i + 1].copy()) for i in range(0, len(ws), 2)]
    bce = wl.MLP[key]["out"] == "sigmoid"

    def forward(x, p):
        acts = [x]
        for i, (w, b) in enumerate(p):
            z = acts[-1] @ w
            z += b
            if i + 1 < len(p):
                np.maximum(z, 0, out=z)
            elif bce:
                z = sigmoid(z)
            acts.append(z)
        return acts

    x, want = wl.reference(key)
    assert np.abs(forward(x, start)[-1] - want).max() < 1e-4, key
    for b in wl.FORWARD_BATCHES[key]:
        k = wl.pool_size(b)
        xs = wl.inputs(key, b, k)

        def run(n):
            for i in range(n):
                forward(xs[i % k], start)

        rep.emit(key, "", "forward b%d" % b, rep.measure(run), wl.forward_flops(key, b))
    for b in wl.TRAIN[key][0]:
        xs, ts = wl.inputs(key, b, 32), wl.targets(key, b, 32)
        p = []

        def setup():
            p[:] = [(w.copy(), c.copy()) for w, c in start]

        def run(n):
            for i in range(n):
                x, t = xs[i % 32], ts[i % 32]
                acts = forward(x, p)
                if bce:
                    d = (acts[-1] - t) * np.float32(1 / b)
                else:
                    e = np.exp(acts[-1] - acts[-1].max(1, keepdims=True))
                    d = e / e.sum(1, keepdims=True)
                    d[np.arange(b), t] -= 1
                    d *= np.float32(1 / b)
                for l in range(len(p) - 1, -1, -1):
                    w, c = p[l]
                    gw = acts[l].T @ d
                    gc = d.sum(0)
                    if l:
                        d = d @ w.T
                        d *= acts[l] > 0
                    gw *= np.float32(wl.SGD_LR)
                    w -= gw
                    c -= np.float32(wl.SGD_LR) * gc

        rep.emit(key, "", "train sgd b%d" % b, rep.measure(run, setup), wl.train_flops(key, b))


def main():
    rep = benchlib.Reporter(benchlib.parse_args(__doc__), "NumPy", "NumPy %s" % np.__version__)
    if rep.wants("W1"):
        circles(rep)
    for k in ("W2", "W4", "W5"):
        if rep.wants(k):
            mlp(rep, k)


if __name__ == "__main__":
    main()
