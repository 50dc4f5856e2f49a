using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NNGen.Generator;

namespace NNGen.Benchmarks;

/// <summary>Measures the generator's times in a few seconds.</summary>
internal static class GeneratorTimes
{
    /// <summary>Seconds of runs before those that are measured.</summary>
    private const double WarmUp = 2;

    /// <summary>The limit of an unrelated edit, in milliseconds: it occurs with every key press.</summary>
    private const double UnrelatedBar = 5;

    public static int Print(int runs)
    {
        Console.WriteLine($"Milliseconds of a run of the generator, driver included: the first in a process, then the least (middle) of {runs}.");
        Console.WriteLine();
        Console.WriteLine("| networks × layers | first | warm | of it parsing | compiling | unrelated edit | relevant edit | text |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        bool reached = true;
        foreach ((int networks, int layers, bool convolutional) in new[] { (1, 3, false), (1, 30, false), (1, 300, false), (100, 3, false), (1, 20, true) })
        {
            var project = new GeneratorProject(networks, layers, convolutional);
            double first = Time(() => GeneratorProject.NewDriver().RunGenerators(project.Compilation));

            // Runs of 300 layers are so long that a few are enough.
            int count = Math.Min(runs, Math.Max(5, (int)(3000 / first)));
            GeneratorDriver driver = GeneratorProject.NewDriver();
            double[] warm = Times(count, project.Reopen, () => driver = GeneratorProject.NewDriver().RunGenerators(project.Compilation));
            double[] unrelated = Times(runs, project.EditOther, () => driver = driver.RunGenerators(project.Compilation));
            bool cached = Cached(project);
            reached &= cached && unrelated[unrelated.Length / 2] < UnrelatedBar;
            double[] relevant = Times(count, project.EditNetwork, () => driver = driver.RunGenerators(project.Compilation));
            (double parsing, double compiling) = Steps(project, count);
            int text = driver.GetRunResult().GeneratedTrees.Sum(tree => tree.Length);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {networks} × {layers}{(convolutional ? " convolutions" : "")} | {first:F1} | {Text(warm)} | {parsing:F2} | {compiling:F2} | {Text(unrelated)}{(cached ? "" : " **not cached**")} | {Text(relevant)} | {text / 1024.0:F0} KB |"));
        }

        return reached ? 0 : 1;
    }

    /// <summary>The minimum times of the two steps, as measured by the driver.</summary>
    private static (double Parsing, double Compiling) Steps(GeneratorProject project, int count)
    {
        double parsing = double.MaxValue, compiling = double.MaxValue;
        for (int i = 0; i < count; i++)
        {
            project.Reopen();
            GeneratorRunResult result = GeneratorProject.NewDriver(track: true).RunGenerators(project.Compilation).GetRunResult().Results[0];
            IncrementalGeneratorRunStep[] parse = [.. result.TrackedSteps[NetworkGenerator.ParseStep]];
            IncrementalGeneratorRunStep[] compile = [.. result.TrackedSteps[NetworkGenerator.CompileStep]];
            parsing = Math.Min(parsing, Sum(parse, "compilationAndGroupedNodes_ForAttributeWithMetadataName"));
            compiling = Math.Min(compiling, Sum(compile, NetworkGenerator.ParseStep));
        }

        return (parsing, compiling);
    }

    /// <summary>The time of some steps and of those that lead to them, back to a step of the given name.</summary>
    private static double Sum(IEnumerable<IncrementalGeneratorRunStep> steps, string origin)
    {
        var seen = new HashSet<IncrementalGeneratorRunStep>();
        double sum = 0;
        var pending = new Stack<IncrementalGeneratorRunStep>(steps);
        while (pending.TryPop(out IncrementalGeneratorRunStep? step))
        {
            if (step.Name == origin || !seen.Add(step)) { continue; }

            sum += step.ElapsedTime.TotalMilliseconds;
            foreach ((IncrementalGeneratorRunStep source, _) in step.Inputs) { pending.Push(source); }
        }

        return sum;
    }

    /// <summary>Whether every result is cached in an unrelated edit.</summary>
    private static bool Cached(GeneratorProject project)
    {
        GeneratorDriver driver = GeneratorProject.NewDriver(track: true).RunGenerators(project.Compilation);
        project.EditOther();
        return driver.RunGenerators(project.Compilation).GetRunResult().Results[0].TrackedSteps[NetworkGenerator.CompileStep]
            .SelectMany(step => step.Outputs)
            .All(output => output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    private static double[] Times(int count, Action edit, Action run)
    {
        // An editor runs the generator many times; the first runs spend half of their time in the JIT.
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUp;)
        {
            edit();
            run();
        }

        var times = new double[count];
        for (int i = 0; i < count; i++)
        {
            edit();
            times[i] = Time(run);
        }

        Array.Sort(times);
        return times;
    }

    private static double Time(Action run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Text(double[] sorted) =>
        string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:F2} ({sorted[sorted.Length / 2]:F2})");
}
