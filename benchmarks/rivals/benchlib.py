"""Timing and reporting shared by the Python rivals.

A figure is measured as `reps` repetitions; each calls fn(n), which runs the operation n times, with n chosen so that a
repetition lasts at least `min_time` seconds. Reported are minimum and median of the time per call. bench.h does the same in C.
"""
import argparse
import gc
import json
import os
import statistics
import sys
import time

clock = time.perf_counter


def parse_args(description):
    p = argparse.ArgumentParser(description=description)
    p.add_argument("--workload", default="W1,W2,W3,W4,W5,W6,W7,W8,W9,W10", help="comma-separated list")
    p.add_argument("--reps", type=int, default=11)
    p.add_argument("--min-time", type=float, default=0.1, help="seconds per repetition")
    p.add_argument("--warm", type=float, default=0.2, help="seconds of warm-up")
    p.add_argument("--threads", type=int, default=1)
    return p.parse_args()


def set_thread_env():
    """Thread counts of OpenBLAS and OpenMP; must run before numpy and torch are imported."""
    n = sys.argv[sys.argv.index("--threads") + 1] if "--threads" in sys.argv else "1"
    for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[v] = n


class Reporter:
    def __init__(self, args, peer, versions):
        self.args, self.peer, self.versions = args, peer, versions

    def wants(self, workload):
        return workload in self.args.workload.split(",")

    def emit(self, workload, variant, figure, times, flops=None, note=None, peer=None):
        """times: seconds per call, one per repetition."""
        lo, med = min(times), statistics.median(times)
        row = {"workload": workload, "peer": peer or self.peer, "variant": variant, "figure": figure, "min_us": lo * 1e6,
               "median_us": med * 1e6, "reps": len(times), "threads": self.args.threads, "versions": self.versions}
        if flops:
            row["gflops_min"] = flops / lo * 1e-9
            row["gflops_median"] = flops / med * 1e-9
        if note:
            row["note"] = note
        print(json.dumps(row), flush=True)

    def measure(self, fn, setup=None):
        return measure(fn, self.args.reps, self.args.min_time, self.args.warm, setup)


def measure(fn, reps, min_time, warm, setup=None):
    """fn(n) runs the operation n times. setup() runs untimed before each repetition, and one operation after it, which touches new memory."""
    def begin():
        if setup:
            setup()
            fn(1)

    begin()
    n, spent = 1, 0.0
    while True:
        t = clock()
        fn(n)
        dt = clock() - t
        spent += dt
        if dt >= min_time * 0.5:
            break
        n = max(n * 2, int(n * min_time * 0.6 / max(dt, 1e-9)))
    n = max(1, int(n * min_time / dt))
    while spent < warm:
        t = clock()
        fn(n)
        spent += clock() - t
    out = []
    gc.disable()
    for _ in range(reps):
        begin()
        t = clock()
        fn(n)
        out.append((clock() - t) / n)
        gc.collect()
    gc.enable()
    return out
