#!/usr/bin/env bash
# Steps on one and two ranks, through memory and over links made of network namespaces (root), and the model up to 256 ranks.
set -euo pipefail
cd "$(dirname "$0")"
${DOTNET:-dotnet} build -c Release -v quiet --nologo -clp:NoSummary NNGen.Cluster >&2
program="dotnet $PWD/NNGen.Cluster/bin/Release/net10.0/NNGen.Cluster.dll"
hosts=$PWD/../tests/NNGen.Mpi.Tests/hosts.sh
mpirun=$(command -v mpirun.openmpi || command -v mpirun)
export TERM=dumb
echo "== One process"
$program measure
echo "== Two processes, shared memory"
$mpirun --allow-run-as-root --bind-to core -n 2 $program measure
$mpirun --allow-run-as-root --bind-to core -n 2 $program overlap
for rate in - 1gbit; do
    echo "== Two hosts, links of $rate"
    for what in measure overlap; do
        "$hosts" 2 $rate $mpirun --allow-run-as-root --bind-to none --host 10.77.0.1:1,10.77.0.2:1 -n 2 $program $what || echo "left out: no network namespaces"
    done
done
echo "== Model: speed-up on 2, 4, ... 256 ranks"
$program model "$@"
