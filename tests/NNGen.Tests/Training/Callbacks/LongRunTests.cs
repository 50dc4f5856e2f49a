using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NNGen.Tests;

/// <summary>The sample of a long training, run as a process that is killed.</summary>
[Trait("Category", "Slow")]
public sealed class LongRunTests : IDisposable
{
    private const string Epochs = "400";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_that_is_killed_twice_ends_with_the_bits_of_one_that_is_left_alone()
    {
        string[] alone = RunToEnd(folder["alone"]);
        string killed = "";
        string[] first = [], second = [];

        // A process that ends before it can be killed proves nothing: then everything is repeated.
        for (int attempt = 1; ; attempt++)
        {
            Assert.True(attempt <= 20, "LongRun is always done before it can be killed.");
            killed = folder[$"killed{attempt}"];
            first = Kill(killed, afterEpochs: 30);
            if (CheckpointFiles.EpochOf(Path.Combine(killed, "last.ckpt")) > 300) { continue; }
            second = Kill(killed, afterEpochs: 30);
            if (CheckpointFiles.EpochOf(Path.Combine(killed, "last.ckpt")) < 400) { break; }
        }

        string[] last = RunToEnd(killed);

        Assert.StartsWith("Training for 400 epochs", first[0]);
        Assert.StartsWith("Resuming from ", second[0]);
        Assert.StartsWith("Resuming from ", last[0]);

        // Each process started after the one before, and the last one still had epochs to do.
        int[] begins = [.. new[] { first, second, last }.Select(lines => EpochOf(lines[1]))];
        Assert.Equal(1, begins[0]);
        Assert.True(1 < begins[1] && begins[1] < begins[2], string.Join(", ", begins));

        Assert.StartsWith("parameters: ", alone[^1]);
        Assert.Equal(alone[^1], last[^1]);
        Assert.Equal(alone[^2], last[^2]);
        Assert.Equal(401, File.ReadAllLines(Path.Combine(killed, "history.csv")).Length);
    }

    private static int EpochOf(string line) => int.Parse(line.Split(' ', ':')[1]);

    private static string[] RunToEnd(string run)
    {
        using Process process = Start(run);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"LongRun ended with {process.ExitCode}: {errors.Result}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Kills the process (SIGKILL) when it has printed the results of some epochs.</summary>
    private static string[] Kill(string run, int afterEpochs)
    {
        using Process process = Start(run);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var lines = new List<string>();
        while (lines.Count <= afterEpochs && process.StandardOutput.ReadLine() is { } line) { lines.Add(line.Trim()); }
        process.Kill();
        process.WaitForExit();
        Assert.Equal(afterEpochs + 1, lines.Count);
        return [.. lines];
    }

    private static Process Start(string run) => Process.Start(
        new ProcessStartInfo(Host, [Path.Combine(AppContext.BaseDirectory, "LongRun.dll"), run, Epochs])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>The <c>dotnet</c> that this process runs on: three folders above its runtime.</summary>
    private static string Host => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
