using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace NNGen.Compare;

/// <summary>
/// Times work like the rivals' programs: after a warm-up, some repetitions of a minimum duration. Prints the minimum and the median time per
/// call as a line of JSON.
/// </summary>
internal sealed class Measure(Options options, string workload, Contestant contestant)
{
    /// <summary>Calls after which every method has reached its last tier: 30 for each.</summary>
    private const int CallsToTierUp = 100;

    /// <summary>
    /// Time for the compiler thread, which runs on the same core while this thread sleeps. (The project file disables the runtime's delay of 100 ms.)
    /// </summary>
    private const int TieringPause = 30;

    /// <summary>Keeps results, so that no call can be optimized away.</summary>
    public static float Sink { get; set; }

    /// <param name="figure">What is timed.</param>
    /// <param name="flops">Floating-point operations of a call, or 0.</param>
    /// <param name="calls">Makes a number of calls.</param>
    /// <param name="reset">Runs before each repetition, followed by one call, outside the timing.</param>
    /// <param name="note">Returns a note about the result; called at the end.</param>
    public void Run(string figure, double flops, Action<int> calls, Action? reset = null, Func<string>? note = null)
    {
        if (options.Figure.Length > 0 && options.Figure != figure) { return; }

        Reset();
        int count = WarmUp(calls);
        var times = new double[options.Repetitions];
        for (int i = 0; i < times.Length; i++)
        {
            Reset();
            times[i] = Time(calls, count) / count;
        }

        Array.Sort(times);
        Print(figure, flops, times, note?.Invoke());

        // The first call after a reset accesses untouched memory.
        void Reset()
        {
            if (reset is null) { return; }
            reset();
            calls(1);
        }
    }

    /// <summary>Prints a figure with given times.</summary>
    /// <param name="figure">What was timed.</param>
    /// <param name="flops">Floating-point operations, or 0.</param>
    /// <param name="times">Seconds, sorted.</param>
    /// <param name="note">A note about the result.</param>
    private void Print(string figure, double flops, double[] times, string? note)
    {
        double minimum = times[0], median = times[times.Length / 2];
        string gflops = flops == 0 ? "" : $", \"gflops_min\": {Number(flops / minimum / 1e9)}, \"gflops_median\": {Number(flops / median / 1e9)}";
        string remark = note is null ? "" : $", \"note\": \"{note}\"";
        Console.WriteLine(
            $"{{\"workload\": \"{workload}\", \"peer\": \"{contestant.Peer}\", \"variant\": \"{contestant.Variant}\", \"figure\": \"{figure}\", "
            + $"\"min_us\": {Number(minimum * 1e6)}, \"median_us\": {Number(median * 1e6)}, \"reps\": {times.Length}, "
            + $"\"threads\": {options.ThreadsShown}, \"vector_bits\": {contestant.VectorBits}, \"versions\": \"{contestant.Versions}\"{gflops}{remark}}}");
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Calls until nothing is left to compile; returns the number of calls per repetition.</summary>
    private int WarmUp(Action<int> calls)
    {
        int count = 1;
        double elapsed, spent = 0;
        int made = 0;
        while ((elapsed = Time(calls, count)) < options.MinTime / 2)
        {
            made += count;
            spent += elapsed;
            count = (int)Math.Min(int.MaxValue / 4, Math.Max(count * 2L, count * options.MinTime * 0.6 / Math.Max(elapsed, 1e-9)));
        }

        for (int quiet = 0; quiet < 3 || made < CallsToTierUp || spent < options.WarmUp;)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            elapsed = Time(calls, count);
            (made, spent) = (made + count, spent + elapsed);
            Thread.Sleep(TieringPause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;

            // Calls that are slow before the last tier would make the repetitions too short.
            count = (int)Math.Clamp(count * options.MinTime / elapsed, 1, int.MaxValue / 4);
        }

        return count;
    }

    private static double Time(Action<int> calls, int count)
    {
        long start = Stopwatch.GetTimestamp();
        calls(count);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

/// <summary>The program that is timed.</summary>
/// <param name="Peer">Its name in the tables.</param>
/// <param name="Variant">The way in which it is used, if there are several: the fastest counts.</param>
/// <param name="Versions">Its version and that of its runtime.</param>
/// <param name="VectorBits">The width of its vectors, which determines the peak for comparison; 0 if unknown.</param>
internal sealed record Contestant(string Peer, string Variant, string Versions, int VectorBits);
