using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NNGen.Tests;

/// <summary>Runs <c>NNGen.Bits</c> as a separate process.</summary>
internal static class BitsProcess
{
    /// <summary>Its output, line by line.</summary>
    /// <param name="command">The command and the vectors to use: "bits wide".</param>
    /// <param name="environment">Settings of the runtime; all others are as in a process started manually.</param>
    public static string[] Run(string command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Host, [Path.Combine(AppContext.BaseDirectory, "NNGen.Bits.dll"), .. command.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(IsRuntimeSetting).ToArray()) { start.Environment.Remove(inherited); }
        foreach ((string name, string value) in environment) { start.Environment[name] = value; }
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"NNGen.Bits {command} ended with {process.ExitCode}: {errors.Result}");
        return output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The <c>dotnet</c> that this process runs on: three folders above its runtime.</summary>
    private static string Host => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    // Those of the JIT and the garbage collector; DOTNET_ROOT and the like stay.
    private static bool IsRuntimeSetting(string name) =>
        name.StartsWith("DOTNET_") && !name.StartsWith("DOTNET_ROOT") && !name.StartsWith("DOTNET_HOST");
}
