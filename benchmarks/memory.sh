#!/usr/bin/env bash
# The memory of a process that trains: megabytes resident before the first step, and at most until five steps with Adam are done.
#   ./memory.sh                          W6, W8 and W9 on batches of 128
#   ./memory.sh --workload W4 --batch 32
# PyTorch is measured if it is installed. Both use one thread.
set -euo pipefail
cd "$(dirname "$0")"
workloads=W6,W8,W9 batch=128
while [ $# -gt 0 ]; do
    case $1 in
    --workload) workloads=$2; shift ;;
    --batch) batch=$2; shift ;;
    *) sed -n '2,5s/^# \{0,1\}//p' memory.sh >&2; exit 2 ;;
    esac
    shift
done
PYTHON=${PYTHON:-$( [ -x /usr/bin/python3 ] && echo /usr/bin/python3 || command -v python3 || true )}
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Compare >&2
torch=0; [ -n "$PYTHON" ] && "$PYTHON" -c "import torch" 2> /dev/null && torch=1
[ $torch = 1 ] || echo "PyTorch is not installed (apt-get install python3-torch)." >&2

echo "| Adam, batch of $batch | NNGen before, MB | at most | PyTorch before | at most | ratio of the maxima |"
echo "|---|---|---|---|---|---|"
for workload in ${workloads//,/ }; do
    read -r before most <<< "$(dotnet NNGen.Compare/bin/Release/net10.0/NNGen.Compare.dll --workload "$workload" --memory "$batch")"
    if [ $torch = 1 ]; then
        read -r torch_before torch_most <<< "$(OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$PYTHON" rivals/torch_memory.py --workload "$workload" --memory "$batch")"
        echo "| $workload | $before | $most | $torch_before | $torch_most | $(awk "BEGIN { printf \"%.1f\", $torch_most / $most }") |"
    else echo "| $workload | $before | $most | | | |"; fi
done
