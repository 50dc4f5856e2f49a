using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace NNGen.Tests;

/// <summary>Runs a sample as a process, as a user does.</summary>
internal static class SampleProcess
{
    /// <summary>Runs the sample to its end.</summary>
    /// <param name="name">The name of its assembly.</param>
    /// <param name="args">Its arguments.</param>
    /// <returns>The exit code, and all that it has printed.</returns>
    public static (int ExitCode, string Output) Run(string name, params ReadOnlySpan<string> args)
    {
        string host = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        using Process process = Process.Start(new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), .. args])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
