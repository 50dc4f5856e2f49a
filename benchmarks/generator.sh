#!/usr/bin/env bash
# What NNGen takes of a build, and of a key press.
#   ./generator.sh [RUNS]    builds a project of 100 different networks and prints the seconds that the compiler counts for NNGen's
#                            generator and analyzers (fails above 1 s); then the generator's times in milliseconds: first, warm, after an
#                            unrelated edit (fails above 5 ms) and after a relevant one
#   ./generator.sh build     the first half only
set -euo pipefail
cd "$(dirname "$0")"
networks=100
dotnet build -c Release -v quiet --nologo -clp:NoSummary NNGen.Benchmarks >&2
program=NNGen.Benchmarks/bin/Release/net10.0/NNGen.Benchmarks.dll
project=$PWD/out/generator
status=0

# The compiler in a process of its own, so that nothing is warm: as the first build of a day. Its report is in the detailed log.
rm -rf "$project"
dotnet $program project "$project" $networks
dotnet build -c Release --nologo -v detailed -p:ImportDirectoryBuildProps=false -p:ImportDirectoryPackagesProps=false -p:ReportAnalyzer=true -p:UseSharedCompilation=false "$project" >"$project/build.log" ||
    { grep -E 'error|warning' "$project/build.log"; exit 1; }
echo "A build of $networks different networks, seconds that the compiler counts (both run concurrently with other work):"
echo
awk -v networks=$networks '
    /Total (analyzer|generator) execution time/ { kind = $2 }
    # An assembly and its parts: those are indented further, and need not be counted again.
    kind != "" && /NNGen\.[A-Za-z]+, Version=/ { seconds[kind] += $1; found = 1 }
    END {
        if (!found) { print "The build log has no times: was the compiler run?"; exit 1 }
        total = seconds["analyzer"] + seconds["generator"]
        print "| generator | analyzers | together | bar |"
        print "|---:|---:|---:|---:|"
        printf "| %.3f | %.3f | %.3f | 1.000 |\n", seconds["generator"], seconds["analyzer"], total
        exit total > 1
    }' "$project/build.log" || { echo "That is above the bar." >&2; status=1; }
[ "${1-}" = build ] && exit $status

echo
dotnet $program generator "$@" || status=1
exit $status
