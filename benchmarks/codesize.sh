#!/usr/bin/env bash
# IL and machine code of the networks of the comparison, and what one more layer of each kind adds.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Footprint >&2
NNGen.Footprint/bin/Release/net10.0/NNGen.Footprint codesize
