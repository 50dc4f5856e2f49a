#!/usr/bin/env python3
"""The memory of a process in which PyTorch trains: megabytes before the first step, and at most until a few Adam steps are done."""
import argparse
import benchlib
benchlib.set_thread_env()
import resource
import torch
import torch_models as tm
import workloads as wl

STEPS = 5  # as NNGen.Compare


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--workload", required=True)
parser.add_argument("--memory", type=int, required=True, metavar="BATCH")
parser.add_argument("--threads", type=int, default=1)
args = parser.parse_args()
torch.set_num_threads(args.threads)
x = torch.from_numpy(wl.inputs(args.workload, args.memory, 1)[0])
t = torch.from_numpy(wl.targets(args.workload, args.memory, 1)[0])
model, loss_of = tm.build(args.workload), tm.loss_fn(args.workload)
optimizer = tm.optimizer("adam", model)
before = peak()
for _ in range(STEPS):
    optimizer.zero_grad(set_to_none=True)
    loss_of(model(x), t).backward()
    optimizer.step()
print("%.0f %.0f" % (before, peak()))
