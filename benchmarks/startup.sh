#!/usr/bin/env bash
# Time from the start of a process to its first prediction and its first training step, the JIT's part of it, and the most memory resident.
#   ./startup.sh [RUNS]          NNGen's networks
#   ./startup.sh rivals [RUNS]   the first prediction by NNGen and by the .NET rivals, with their memory and size (needs compare.sh's models)
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Footprint >&2
program=NNGen.Footprint/bin/Release/net10.0/NNGen.Footprint
if [ "${1-}" != rivals ]; then exec "$program" startup "$@"; fi

. rivals/dotnet.sh
[ -e rivals/models/w4_mnist.onnx ] || { echo "There is no rivals/models/w4_mnist.onnx: run ./compare.sh --quick first, which exports it." >&2; exit 1; }
for rival in OnnxRuntime TorchSharp TensorPrimitives; do why=$(dotnet_rival $rival) || echo "$rival is left out: $why." >&2; done
"$program" rivals "${2:-15}" "$rivals_out" rivals/models
