#!/usr/bin/env bash
# Runs NNGen and every rival that is installed on the same work, in one go, and prints one table (Markdown).
#
#   ./compare.sh                     one thread, over half an hour
#   ./compare.sh --quick             fewer and shorter repetitions, about fifteen minutes
#   ./compare.sh --threads all       also with all processors (or --threads 2)
#   ./compare.sh --workload W2,W4    some workloads
#   ./compare.sh --only "nngen ort"  some programs: nngen nngen-portable ort-cs tensors torchsharp ort torch libtorch sklearn numpy cloops cloops512 rtneural
#   ./compare.sh --rounds 5          more rounds
#   ./compare.sh --publish           also writes RESULTS.md, results.json and results.svg
#
# All programs run one after another on a workload, then again, so that a noisy moment of the machine hits everyone alike; the least
# of all rounds counts. Where taskset exists, every program is bound to processor 0. Environment: PYTHON, CC, CXX, ORT_LIB, RTNEURAL.
set -euo pipefail
cd "$(dirname "$0")"

workloads=W1,W2,W3,W4,W5,W6,W7,W8,W9,W10 only="" rounds="" quick=0 threads=1 publish=0
while [ $# -gt 0 ]; do
    case $1 in
    --quick) quick=1 ;;
    --publish) publish=1 ;;
    --threads) threads=$2; shift ;;
    --workload) workloads=$2; shift ;;
    --only) only=" $2 "; shift ;;
    --rounds) rounds=$2; shift ;;
    *) sed -n '2,15s/^# \{0,1\}//p' compare.sh >&2; exit 2 ;;
    esac
    shift
done
[ "$threads" = all ] && threads=$(getconf _NPROCESSORS_ONLN)
if [ $quick = 1 ]; then
    rounds=${rounds:-2}; effort="--reps 3 --min-time 0.02 --warm 0.05"
else
    rounds=${rounds:-3}; effort="--reps 5 --min-time 0.05 --warm 0.1"
fi
say() { echo "$*" >&2; }

# ---- What is installed ------------------------------------------------------------------------------------------------------------
programs=() missing=()
wanted() { [ -z "$only" ] || [[ $only == *" $1 "* ]]; }
add() { if wanted "$1"; then programs+=("$1"); fi; }
miss() { if wanted "$1"; then missing+=("$2"); fi; }
. rivals/dotnet.sh

PYTHON=${PYTHON:-$( [ -x /usr/bin/python3 ] && echo /usr/bin/python3 || command -v python3 || true )}
python_has() { [ -n "$PYTHON" ] && "$PYTHON" -c "import $1" 2> /dev/null; }
export CC=${CC:-gcc} CXX=${CXX:-g++}
built() { command -v make > /dev/null && command -v "$2" > /dev/null && make -s -C rivals "build/$1" >&2; }
avx512=0; grep -qsw avx512f /proc/cpuinfo && avx512=1

say "Building NNGen ..."
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Report >&2
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Compare >&2
report() { dotnet NNGen.Report/bin/Release/net10.0/NNGen.Report.dll "$@"; }
add nngen
[ $avx512 = 1 ] && add nngen-portable

models=1
if [ ! -e rivals/models/w7_conv1d.output.f32 ]; then
    if python_has torch; then say "Exporting the models ..."; "$PYTHON" rivals/export_models.py >&2; else models=0; fi
fi
rivals_need="PyTorch, which writes the models that the rivals read (apt-get install python3-torch)"
if [ $models = 1 ]; then
    say "Building the .NET rivals ..."
    if wanted ort-cs || wanted ort; then
        if why=$(dotnet_rival OnnxRuntime); then
            add ort-cs
            export ORT_LIB=${ORT_LIB:-$rivals_out/OnnxRuntime/libonnxruntime.so}
        else miss ort-cs "ONNX Runtime (C#): $why"; fi
    fi
    if wanted torchsharp; then
        if why=$(dotnet_rival TorchSharp); then add torchsharp; else miss torchsharp "TorchSharp: $why; libtorch and PyTorch stand in for it"; fi
    fi
    if wanted tensors; then
        if why=$(dotnet_rival TensorPrimitives); then add tensors; else miss tensors "TensorPrimitives: $why"; fi
    fi
    if [ -z "${ORT_LIB:-}" ]; then miss ort "ONNX Runtime: its library comes with the C# package (see above); or name it in ORT_LIB"
    elif built ort "$CC"; then add ort; else miss ort "ONNX Runtime: apt-get install gcc make"; fi
    if python_has torch; then add torch; else miss torch "PyTorch: apt-get install python3-torch"; fi
    if [ ! -e /usr/include/torch/csrc/api/include/torch/torch.h ]; then miss libtorch "libtorch: apt-get install libtorch-dev g++ make"
    elif built libtorch "$CXX"; then add libtorch; else miss libtorch "libtorch: apt-get install g++ make"; fi
    if python_has sklearn; then add sklearn; else miss sklearn "scikit-learn: apt-get install python3-sklearn"; fi
    if python_has numpy; then add numpy; else miss numpy "NumPy: apt-get install python3-numpy"; fi
    if built cloops "$CC"; then
        add cloops
        [ $avx512 = 1 ] && built cloops512 "$CC" && add cloops512
    else miss cloops "C loops: apt-get install gcc make"; fi
    if [ -z "${RTNEURAL:-}" ]; then miss rtneural "RTNeural: name the folder of github.com/jatinchowdhury18/RTNeural, with its submodules, in RTNEURAL"
    elif make -s -C rivals rtneural >&2; then add rtneural; else miss rtneural "RTNeural: it could not be built (see above)"; fi
else
    missing+=("$rivals_need")
fi
peak=0; built peak "$CC" && peak=1

# ---- Running ----------------------------------------------------------------------------------------------------------------------
pin() { if command -v taskset > /dev/null; then taskset -c "$@"; else shift; "$@"; fi; }

# PyTorch needs the OpenMP build of OpenBLAS for several threads: the threads of the other build and OpenMP's spin against each other.
openmp=/usr/lib/$(uname -m)-linux-gnu/openblas-openmp

# run PROGRAM WORKLOAD THREADS
run() {
    local cpus=0 arguments="$effort --workload $2 --threads $3" own="$effort --workload $2 --threads 1"
    if [ "$3" != 1 ]; then
        cpus=0-$(($3 - 1)); own="$effort --workload $2 --threads 0"
        [ -d "$openmp" ] && local -x LD_LIBRARY_PATH=$openmp
    fi
    local -x OMP_NUM_THREADS=$3 OPENBLAS_NUM_THREADS=$3
    case $1 in
    nngen) pin $cpus dotnet NNGen.Compare/bin/Release/net10.0/NNGen.Compare.dll $own $checked ;;
    nngen-portable) pin $cpus dotnet NNGen.Compare/bin/Release/net10.0/NNGen.Compare.dll --portable $own $checked ;;
    ort-cs) pin $cpus "$rivals_out/OnnxRuntime/NNGen.Rivals.OnnxRuntime" $arguments --models rivals/models ;;
    tensors) pin $cpus "$rivals_out/TensorPrimitives/NNGen.Rivals.TensorPrimitives" $arguments --models rivals/models ;;
    torchsharp) pin $cpus "$rivals_out/TorchSharp/NNGen.Rivals.TorchSharp" $arguments --models rivals/models ;;
    ort | libtorch | cloops | cloops512) pin $cpus rivals/build/$1 $arguments --models rivals/models ;;
    rtneural) for build in rivals/build/rtneural-*; do pin $cpus "$build" $arguments --models rivals/models; done ;;
    torch | sklearn | numpy) pin $cpus "$PYTHON" rivals/$1_bench.py $arguments ;;
    esac
}
checked=$( [ $models = 1 ] && echo "--models rivals/models" || true )

mkdir -p results
raw=results/$(date -u +%Y%m%d-%H%M%S).jsonl
report machine > "$raw"
say "Programs: ${programs[*]}"
for round in $(seq "$rounds"); do
    for workload in ${workloads//,/ }; do
        [ $peak = 1 ] && pin 0 rivals/build/peak $effort >> "$raw"
        for program in "${programs[@]}"; do
            case $program-$workload in
            rtneural-W7) ;;
            rtneural-* | ort-cs-W7 | libtorch-W[179] | numpy-W3 | sklearn-W5) continue ;;
            tensors-W[6-9] | torchsharp-W[6-9] | numpy-W[6-9] | sklearn-W[6-9] | cloops-W[689] | cloops512-W[689]) continue ;; # no convolutions
            tensors-W10 | torchsharp-W10 | numpy-W10 | sklearn-W10 | cloops-W10 | cloops512-W10) continue ;; # no LSTM
            esac
            say "round $round of $rounds, $workload, $program ($SECONDS s)"
            run "$program" "$workload" 1 >> "$raw" || say "$program failed on $workload"
            case $threads-$program-$workload in
            1-* | *-tensors-* | *-sklearn-* | *-numpy-* | *-cloops* | *-W7) ;;
            *) run "$program" "$workload" "$threads" >> "$raw" || say "$program failed on $workload with $threads threads" ;;
            esac
        done
    done
done

# ---- Telling ----------------------------------------------------------------------------------------------------------------------
cp "$raw" results/last.jsonl
report table "$raw" | tee results/last.md
report chart "$raw" > results/last.svg || true
if [ ${#missing[@]} -gt 0 ]; then
    echo
    echo "Not measured:"
    printf -- '- %s\n' "${missing[@]}"
fi
if [ $publish = 1 ]; then
    report merge "$raw" > results.json
    report chart results.json > results.svg
    { echo "# Measured figures"; echo; echo "Made by \`benchmarks/compare.sh\`; the same figures for programs are in results.json."; echo
      echo "![Time of other programs divided by NNGen's](results.svg)"; echo; report table results.json; } > RESULTS.md
fi
say "Took $SECONDS s. The figures are in benchmarks/$raw, the picture in benchmarks/results/last.svg."
