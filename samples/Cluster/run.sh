#!/usr/bin/env bash
# The sample on one process without MPI, then on 1, 2 and 4 ranks of this machine, if it has MPI; fails unless all end with the same parameters.
set -euo pipefail
cd "$(dirname "$0")"
"${DOTNET:-dotnet}" build -c Release -v quiet --nologo -clp:NoSummary
program=bin/Release/net10.0/Cluster.dll
options=()
if mpirun --version 2>&1 | grep -q "Open MPI\|OpenRTE"; then
    options=(--oversubscribe)
    [ "$(id -u)" -ne 0 ] || options+=(--allow-run-as-root)
fi

# Open MPI gives ranks a terminal, in which .NET would write control codes.
export TERM=dumb
alone=$(dotnet $program)
echo "$alone"
if ! command -v mpirun >/dev/null; then
    echo "There is no mpirun here (apt-get install openmpi-bin, or mpich), so no ranks were started."
    exit 0
fi

for ranks in 1 2 4; do
    shared=$(mpirun "${options[@]}" -n $ranks dotnet $program)
    echo "$shared"
    [ "$(tail -1 <<<"$shared")" = "$(tail -1 <<<"$alone")" ] || { echo "$ranks ranks have other parameters than one process"; exit 1; }
done
