#!/usr/bin/env bash
# Writes the public members of every package anew into its PublicAPI.Unshipped.txt. Run it after a change of the public API, and read the difference:
# it is what users see. Until the first release everything is unshipped.
set -euo pipefail
cd "$(dirname "$0")"
dotnet=${DOTNET:-dotnet}
for project in */; do
    project=${project%/}
    for list in Shipped Unshipped; do echo '#nullable enable' >"$project/PublicAPI.$list.txt"; done
    Configuration=Release "$dotnet" format analyzers "$project/$project.csproj" --diagnostics RS0016 --severity warn --no-restore
    LC_ALL=C sort -o "$project/PublicAPI.Unshipped.txt" "$project/PublicAPI.Unshipped.txt"
    echo "$project: $(($(wc -l <"$project/PublicAPI.Unshipped.txt") - 1)) members"
done
