#!/usr/bin/env python3
"""PyTorch on the CPU: eager (optimizers one tensor at a time and foreach), and traced TorchScript for inference; networks with
convolutions also with their channels last."""
import benchlib
benchlib.set_thread_env()
import numpy as np
import torch
import torch_models as tm
import workloads as wl

POOL_TRAIN = 32
VARIANTS = (("eager", {}), ("eager foreach", {"foreach": True}))
CHANNELS_LAST = " channels_last"


def channels_last(x):
    return x.contiguous(memory_format=torch.channels_last)


def forward(rep, w, batch):
    k = wl.pool_size(batch)
    xs = [torch.from_numpy(a) for a in wl.inputs(w, batch, k)]
    m = tm.build(w).eval()
    x, y = (torch.from_numpy(a) for a in wl.reference(w))
    with torch.no_grad():
        assert float((m(x) - y).abs().max()) < 1e-5, w
        want = m(xs[0])
        models = [("PyTorch", "eager", m),
                  ("TorchScript", "freeze", torch.jit.freeze(torch.jit.trace(m, xs[0]))),
                  ("TorchScript", "optimize_for_inference", torch.jit.optimize_for_inference(torch.jit.trace(m, xs[0])))]
        if w in wl.CONV:
            last = tm.build(w).eval().to(memory_format=torch.channels_last)
            models += [("PyTorch", "eager" + CHANNELS_LAST, last),
                       ("TorchScript", "freeze" + CHANNELS_LAST, torch.jit.freeze(torch.jit.trace(last, channels_last(xs[0]))))]
    for peer, variant, f in models:
        if variant.endswith(CHANNELS_LAST):
            xs = [channels_last(x) for x in xs]
        with torch.inference_mode():
            for _ in range(4):  # the profiling executor specialises in its first runs
                got = f(xs[0])
            assert float((got - want).abs().max()) < 1e-4, (w, variant)

            def run(n):
                i = 0
                for _ in range(n):
                    f(xs[i])
                    i += 1
                    if i == k:
                        i = 0

            t = rep.measure(run)
        rep.emit(w, variant, "forward b%d" % batch, t, wl.forward_flops(w, batch), peer=peer)


def train_step(rep, w, batch, opt_name):
    xs = [torch.from_numpy(a) for a in wl.inputs(w, batch, POOL_TRAIN)]
    ts = [torch.from_numpy(a) for a in wl.targets(w, batch, POOL_TRAIN)]
    loss_fn = tm.loss_fn(w)
    m = tm.build(w)
    state = {}
    variants = VARIANTS
    if w in wl.CONV:
        variants += tuple((variant + CHANNELS_LAST, kw) for variant, kw in VARIANTS)
    for variant, kw in variants:
        if variant.endswith(CHANNELS_LAST):
            m, xs = m.to(memory_format=torch.channels_last), [channels_last(x) for x in xs]

        def setup():
            tm.load(m, w)
            state["opt"] = tm.optimizer(opt_name, m, **kw)

        def run(n):
            opt = state["opt"]
            i = 0
            for _ in range(n):
                opt.zero_grad(set_to_none=True)
                loss_fn(m(xs[i]), ts[i]).backward()
                opt.step()
                i += 1
                if i == POOL_TRAIN:
                    i = 0

        rep.emit(w, variant, "train %s b%d" % (opt_name, batch), rep.measure(run, setup), wl.train_flops(w, batch))


def circles(rep):
    x, y = (torch.from_numpy(a) for a in wl.circles())
    bce = tm.loss_fn("W1")
    m = tm.build("W1")
    state = {}

    def run(n):
        for _ in range(n):
            tm.load(m, "W1")
            opt = torch.optim.SGD(m.parameters(), lr=0.01)
            for _ in range(1000):
                opt.zero_grad(set_to_none=True)
                loss = bce(m(x), y)
                loss.backward()
                opt.step()
        state["loss"] = float(loss)

    t = rep.measure(run)
    rep.emit("W1", "eager", "1000 iterations", t, wl.train_flops("W1", 1000) * 1000, note="loss %.6f" % state["loss"])


def digits(rep):
    xa, ya, xb, yb = (torch.from_numpy(a) for a in wl.digits())
    ce = torch.nn.functional.cross_entropy
    for variant, kw in VARIANTS:
        times, acc = [], []
        for seed in range(rep.args.reps):
            torch.manual_seed(seed)
            t0 = benchlib.clock()
            m = tm.MODULES["W3"]("W3")
            opt = torch.optim.Adam(m.parameters(), lr=1e-3, **kw)
            for _ in range(50):
                perm = torch.randperm(len(xa))
                for x, y in zip(xa[perm].split(32), ya[perm].split(32)):
                    opt.zero_grad(set_to_none=True)
                    ce(m(x), y).backward()
                    opt.step()
            times.append(benchlib.clock() - t0)
            with torch.no_grad():
                acc.append(float((m(xb).argmax(1) == yb).float().mean()))
        rep.emit("W3", variant, "50 epochs", times, wl.train_flops("W3", 1437) * 50, note="test accuracy %.4f" % np.mean(acc))


def stream(rep, key):
    """Steps of a stream of one value each. The convolutions compute a whole window each time."""
    kind, units = wl.STREAMS[key]
    x, m = torch.from_numpy(wl.stream()), tm.build_stream(key)
    want = torch.from_numpy(wl.load("w7_%s.output.f32" % key, -1))
    if kind == "conv1d":
        first, xs, start = wl.STREAM_WINDOW - 1, list(x.unfold(0, wl.STREAM_WINDOW, 1).reshape(-1, 1, 1, wl.STREAM_WINDOW)), []
    else:
        first, xs, start = 0, list(x.reshape(-1, 1, 1, 1)), [torch.zeros(1, 1, units) for _ in range(2 if kind == "lstm" else 1)]
    with torch.no_grad():
        frozen = torch.jit.freeze(torch.jit.trace(m, (xs[0], *start)))
    models = [("PyTorch", "eager", m, xs, start), ("TorchScript", "freeze", frozen, xs, start)]
    if kind != "conv1d":
        cell = (torch.nn.LSTMCell if kind == "lstm" else torch.nn.GRUCell)(1, units)
        tm.copy(cell, wl.stream_weights(key))

        def step(x, *state):
            state = cell(x, state if kind == "lstm" else state[0])
            return (m.dense(state[0]), *state) if kind == "lstm" else (m.dense(state), state)

        models.append(("PyTorch", "eager cell", step, list(x.reshape(-1, 1, 1)), [s[0] for s in start]))
    for peer, variant, f, xs, start in models:
        with torch.inference_mode():
            state = list(start)

            def run(n, outputs=None):
                s = state
                i = 0
                for _ in range(n):
                    y = f(xs[i], *s)
                    if s:
                        y, *s = y
                    if outputs is not None:
                        outputs.append(float(y))
                    i += 1
                    if i == len(xs):
                        i = 0
                state[:] = s

            outputs = []
            run(len(xs), outputs)
            assert float((torch.tensor(outputs) - want[first:]).abs().max()) < 1e-5, (key, variant)
            t = rep.measure(run)
        rep.emit("W7", variant, wl.stream_figure(key), t, peer=peer)


def main():
    args = benchlib.parse_args(__doc__)
    torch.set_num_threads(args.threads)
    torch.set_num_interop_threads(1)
    rep = benchlib.Reporter(args, "PyTorch", "PyTorch %s" % torch.__version__)
    for w in wl.NETWORKS:
        if not rep.wants(w):
            continue
        for b in wl.FORWARD_BATCHES[w]:
            forward(rep, w, b)
        if w == "W1":
            circles(rep)
        for o in wl.TRAIN.get(w, ([], []))[1]:
            for b in wl.TRAIN[w][0]:
                train_step(rep, w, b, o)
        if w == "W3":
            digits(rep)
    if rep.wants("W7"):
        for key in wl.STREAMS:
            stream(rep, key)


if __name__ == "__main__":
    main()
