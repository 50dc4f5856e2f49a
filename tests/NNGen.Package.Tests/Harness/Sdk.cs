using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NNGen.Package.Tests;

/// <summary>The output of a command, including errors, and its exit code.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The distinct lines with <c>error</c>.</summary>
    public IReadOnlyList<string> Errors => Lines(": error ");

    /// <summary>The distinct lines with <c>warning</c>.</summary>
    public IReadOnlyList<string> Warnings => Lines(": warning ");

    /// <summary>Fails with the output if the command failed.</summary>
    public CommandResult Successful()
    {
        Assert.True(Succeeded, $"{Command} ended with {ExitCode}:\n{Output}");
        return this;
    }

    private List<string> Lines(string mark) =>
        Output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(mark, StringComparison.Ordinal)).Distinct().ToList();
}

/// <summary>The <c>dotnet</c> that runs these tests, as a user would start it from a shell.</summary>
internal static class Sdk
{
    /// <summary>The timeout of a command.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    /// <summary>The host: three folders above the runtime of this process.</summary>
    public static string Host { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Runs a command of the SDK.</summary>
    public static CommandResult Run(string folder, params string[] arguments) => Start(Host, folder, arguments);

    /// <summary>Runs a program.</summary>
    public static CommandResult Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(BelongsToTestRun).ToArray()) { start.Environment.Remove(inherited); }

        // No process may outlive the command: it would keep our pipes and temporary folders open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";

        // Each command ends within seconds: tiered recompilation would take longer than it saves.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string command = $"{Path.GetFileName(program)} {string.Join(" ", arguments)}";
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} had not ended after {patience.TotalMinutes} minutes.");
        }

        return new CommandResult(command, process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    // What `dotnet test` sets for its own process: other versions of MSBuild, its server, collectors.
    private static bool BelongsToTestRun(string name) =>
        name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("CORECLR_", StringComparison.Ordinal)
        || name is "DOTNET_STARTUP_HOOKS" or "DOTNET_CLI_CONTEXT_VERBOSE" or "Configuration" or "Platform" or "NNGEN_ACCEPT";
}
