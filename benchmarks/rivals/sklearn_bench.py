#!/usr/bin/env python3
"""scikit-learn's MLPClassifier: W1 (1,000 full-batch SGD iterations), W3 (50 epochs) and predictions at the shapes of W1 to W4."""
import warnings
import benchlib
benchlib.set_thread_env()
import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier
import workloads as wl

warnings.filterwarnings("ignore")


def predictions(rep, key):
    spec = wl.MLP[key]
    sizes = spec["sizes"]
    classes = 2 if sizes[-1] == 1 else sizes[-1]
    m = MLPClassifier(hidden_layer_sizes=tuple(sizes[1:-1]), activation="logistic" if spec["act"] == "sigmoid" else "relu",
                      max_iter=1, random_state=0)
    x = np.random.RandomState(3).standard_normal((200, sizes[0])).astype(np.float32)
    m.fit(x, np.arange(200) % classes)
    ws = wl.weights(key)
    m.coefs_ = [w.T.copy() for w in ws[0::2]]
    m.intercepts_ = [b.copy() for b in ws[1::2]]
    x, want = wl.reference(key)
    if classes == 2:
        want = np.concatenate([1 - want, want], 1)
    else:
        want = np.exp(want - want.max(1, keepdims=True))
        want /= want.sum(1, keepdims=True)
    assert np.abs(m.predict_proba(x) - want).max() < 1e-4, key
    for b in wl.FORWARD_BATCHES[key]:
        k = wl.pool_size(b)
        xs = wl.inputs(key, b, k)

        def run(n):
            for i in range(n):
                m.predict_proba(xs[i % k])

        rep.emit(key, "", "forward b%d" % b, rep.measure(run), wl.forward_flops(key, b))


def circles(rep):
    x, y = wl.circles()
    y = y.ravel().astype(int)
    for dt in (np.float64, np.float32):
        xx = x.astype(dt)

        def run(n):
            for _ in range(n):
                m = MLPClassifier(hidden_layer_sizes=(3,), activation="logistic", solver="sgd", alpha=0.0, batch_size=1000,
                                  learning_rate_init=0.01, max_iter=1000, momentum=0.0, nesterovs_momentum=False, tol=0.0,
                                  n_iter_no_change=100000, shuffle=False, random_state=0)
                m.fit(xx, y)
                assert m.n_iter_ == 1000

        rep.emit("W1", np.dtype(dt).name, "1000 iterations", rep.measure(run), wl.train_flops("W1", 1000) * 1000)


def digits(rep):
    xa, ya, xb, yb = wl.digits()
    for dt in (np.float64, np.float32):
        xd, times, acc = xa.astype(dt), [], []
        for seed in range(rep.args.reps):
            m = MLPClassifier(hidden_layer_sizes=(32,), activation="relu", solver="adam", alpha=0.0, batch_size=32,
                              learning_rate_init=1e-3, max_iter=50, tol=0.0, n_iter_no_change=1000, random_state=seed)
            t = benchlib.clock()
            m.fit(xd, ya)
            times.append(benchlib.clock() - t)
            assert m.n_iter_ == 50
            acc.append(m.score(xb.astype(dt), yb))
        rep.emit("W3", np.dtype(dt).name, "50 epochs", times, wl.train_flops("W3", 1437) * 50,
                 note="test accuracy %.4f" % np.mean(acc))


def main():
    rep = benchlib.Reporter(benchlib.parse_args(__doc__), "scikit-learn", "scikit-learn %s" % sklearn.__version__)
    if rep.wants("W1"):
        circles(rep)
    if rep.wants("W3"):
        digits(rep)
    for k in ("W1", "W2", "W3", "W4"):
        if rep.wants(k):
            predictions(rep, k)


if __name__ == "__main__":
    main()
