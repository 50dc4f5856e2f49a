using System.Globalization;
using System.Numerics;

namespace NNGen.Compare;

/// <summary>The arguments of the program.</summary>
internal sealed class Options(string[] args)
{
    /// <summary>Workloads: W1 to W10.</summary>
    public string[] Workloads { get; } = Of(args, "--workload", "W1,W2,W3,W4,W5,W6,W7,W8,W9,W10").Split(',');

    /// <summary>The one figure to measure; empty for all.</summary>
    public string Figure { get; } = Of(args, "--figure", "");

    /// <summary>The size of the batches whose training step shall say how much memory the process took at most; 0 measures times.</summary>
    public int MemoryOfBatch { get; } = int.Parse(Of(args, "--memory", "0"), CultureInfo.InvariantCulture);

    /// <summary>The name to print.</summary>
    public string Peer { get; } = Of(args, "--peer", args.Contains("--portable") ? "NNGen (portable)" : "NNGen");

    /// <summary>Whether kernels use <see cref="Vector{T}"/> even if the processor has wider vectors.</summary>
    public bool IsPortable { get; } = args.Contains("--portable");

    /// <summary>NNGen's setting: a number of threads, or -1 for its own choice among the available processors.</summary>
    public int Threads { get; } = int.Parse(Of(args, "--threads", "1"), CultureInfo.InvariantCulture) is > 0 and var threads ? threads : -1;

    /// <summary>The printed maximum number of threads.</summary>
    public int ThreadsShown => Threads < 0 ? Environment.ProcessorCount : Threads;

    /// <summary>Minimum seconds per repetition.</summary>
    public double MinTime { get; } = double.Parse(Of(args, "--min-time", "0.1"), CultureInfo.InvariantCulture);

    /// <summary>Seconds of calls before the first repetition.</summary>
    public double WarmUp { get; } = double.Parse(Of(args, "--warm", "0.2"), CultureInfo.InvariantCulture);

    /// <summary>Repetitions of a figure.</summary>
    public int Repetitions { get; } = int.Parse(Of(args, "--reps", "11"), CultureInfo.InvariantCulture);

    /// <summary>Folder of the reference models that rivals/export_models.py writes; empty to time unchecked.</summary>
    public string Models { get; } = Of(args, "--models", "");

    private static string Of(string[] args, string option, string otherwise)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }
}
