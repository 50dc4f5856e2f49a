#!/usr/bin/env bash
# Times of the source generator in milliseconds: first, warm, after an unrelated edit and after a relevant one.
#   ./generator.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Benchmarks >&2
dotnet NNGen.Benchmarks/bin/Release/net10.0/NNGen.Benchmarks.dll generator "$@"
