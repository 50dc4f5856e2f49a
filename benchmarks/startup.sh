#!/usr/bin/env bash
# Time from the start of a process to its first prediction and its first training step, and the JIT's part of it.
#   ./startup.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Footprint >&2
NNGen.Footprint/bin/Release/net10.0/NNGen.Footprint startup "$@"
