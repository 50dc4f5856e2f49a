# The .NET rivals (NNGen.Rivals); sourced by compare.sh and startup.sh, in the folder of benchmarks.
# Each is built with its native library into out/rivals/NAME, apart from what the solution builds. NuGet downloads 160 MB for ONNX Runtime,
# which has the libraries of all systems, and as much for TorchSharp.
rivals_out=$PWD/out/rivals

# dotnet_rival NAME: builds benchmarks/NNGen.Rivals/NAME and tries it. Where that fails, prints why and leaves nothing behind.
dotnet_rival() {
    local lacks=""
    [ "$1" != TorchSharp ] || lacks=$(torchsharp_lacks)
    if [ -z "$lacks" ] && ! dotnet_rival_build "$1"; then lacks="it could not be built (see above): NuGet must restore its packages"; fi
    if [ -z "$lacks" ] && ! "$rivals_out/$1/NNGen.Rivals.$1" check; then lacks="its native library does not load (see above)"; fi
    [ -z "$lacks" ] || { rm -rf "${rivals_out:?}/$1"; echo "$lacks"; return 1; }
}

dotnet_rival_build() {
    dotnet build -c Release -v quiet --nologo -clp:NoSummary --use-current-runtime --self-contained false -p:NativeLibraries=true \
        --artifacts-path "$rivals_out/build" -o "$rivals_out/$1" "NNGen.Rivals/$1" >&2
}

# What TorchSharp's native library does not find on this system, in words; nothing where it should load. Asked before NuGet downloads it
# for nothing, and because TorchSharp's own message blames a missing package.
torchsharp_lacks() {
    local needed=GLIBCXX_3.4.32 library
    if [ "$(uname -sm)" != "Linux x86_64" ]; then echo "this script has it for Linux on x64 only"; return; fi
    library=$(ldconfig -p | sed -n 's/.*libstdc++\.so\.6 (.*x86-64.*=> //p' | head -n 1)
    if [ -z "$library" ] || ! grep -qa "$needed" "$library"; then
        echo "its native library needs $needed (libstdc++ of GCC 13 or newer), which $(. /etc/os-release 2> /dev/null && echo "${PRETTY_NAME:-this system}" || echo "this system") does not have"
    fi
}
