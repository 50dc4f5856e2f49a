using System.Diagnostics;
using System.Globalization;

namespace NNGen.Footprint;

/// <summary>Starts processes that do one task, and prints the time from the start of each to the end of its task.</summary>
internal static class Startup
{
    /// <param name="Whole">Milliseconds from the start of the process to the end of the call.</param>
    /// <param name="Own">Milliseconds from the first line of <c>Main</c> on.</param>
    /// <param name="Jit">Milliseconds of these in the JIT.</param>
    /// <param name="Methods">Methods it compiled.</param>
    /// <param name="Memory">The maximum resident memory in megabytes.</param>
    internal sealed record Sample(double Whole, double Own, double Jit, int Methods, double Memory);

    /// <summary>This program, to be started again.</summary>
    public static string Program { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "NNGen.Footprint.exe" : "NNGen.Footprint");

    public static void Print(int runs)
    {
        var works = new List<(string Network, string Work)> { ("", "nothing") };
        works.AddRange(from network in FirstCalls.Networks from work in new[] { "predict", "batch", "train" } select (network, work));

        // In rounds, so that noise affects all of them equally.
        var samples = works.ToDictionary(work => work, _ => new List<Sample>());
        for (int run = 0; run < runs; run++)
        {
            foreach ((string Network, string Work) work in works) { samples[work].Add(Start(Program, "first", work.Network, work.Work)); }
        }

        Console.WriteLine($"Milliseconds from the start of the process: the least (middle) of {runs} runs. A batch has 32 samples; a step is Adam's.");
        Console.WriteLine();
        Console.WriteLine("| network | until | from process start | from Main | of it JIT | methods compiled | most memory resident |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach ((string Network, string Work) work in works)
        {
            List<Sample> all = samples[work];
            string until = work.Work switch { "nothing" => "Main", "predict" => "first prediction", "batch" => "first batch", _ => "first training step" };
            Console.WriteLine(
                $"| {work.Network} | {until} | {Text(all, sample => sample.Whole)} | {Text(all, sample => sample.Own)} | {Text(all, sample => sample.Jit)} "
                + $"| {all.Min(sample => sample.Methods)} | {Text(all, sample => sample.Memory)} MB |");
        }
    }

    public static string Text(List<Sample> samples, Func<Sample, double> value)
    {
        double[] sorted = samples.Select(value).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:F1} ({sorted[sorted.Length / 2]:F1})");
    }

    /// <summary>Starts a program that ends with <see cref="FirstCall.Tell"/>; its last argument is the time of the start.</summary>
    public static Sample Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (string argument in arguments) { start.ArgumentList.Add(argument); }
        start.ArgumentList.Add(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double[] numbers = told.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return numbers is [var whole, var own, var jit, var methods, var memory]
            ? new Sample(whole, own, jit, (int)methods, memory)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: expected five numbers, got '{told}' and exit code {process.ExitCode}.");
    }
}
