using System.Diagnostics;
using System.Globalization;

namespace NNGen.Compare;

/// <summary>
/// Times a call as the rivals' programs do: after a warm-up, eleven repetitions of at least a tenth of a second of calls each; printed
/// are the least and the middle time a call.
/// </summary>
internal sealed class Measure(string workload, int threads, double minTime, int repetitions)
{
    private static double sink;

    /// <summary>Keeps a result, so that no call can be left out.</summary>
    public static void Consume(double value) => sink += value;

    /// <param name="figure">What is timed.</param>
    /// <param name="flops">Floating-point operations of a call, or 0.</param>
    /// <param name="call">The call; it is given its number, to choose its input.</param>
    /// <param name="reset">Runs before each repetition, outside the timing.</param>
    public void Run(string figure, double flops, Action<int> call, Action? reset = null)
    {
        reset?.Invoke();

        // The thin public members are compiled twice, the second time in the background: calls, a pause for the compiler, calls.
        Repeat(call, minTime);
        Thread.Sleep(150);
        Repeat(call, minTime);
        Thread.Sleep(50);

        var times = new List<double>();
        for (int i = 0; i < repetitions; i++)
        {
            reset?.Invoke();
            times.Add(Repeat(call, minTime));
        }

        times.Sort();
        double minimum = times[0];
        double median = times[times.Count / 2];
        string gflops = flops == 0 ? "" : $", \"gflops_min\": {Number(flops / minimum / 1e9)}, \"gflops_median\": {Number(flops / median / 1e9)}";
        Console.WriteLine(
            $"{{\"workload\": \"{workload}\", \"peer\": \"NNGen\", \"figure\": \"{figure}\", \"min_us\": {Number(minimum * 1e6)}, "
            + $"\"median_us\": {Number(median * 1e6)}, \"reps\": {repetitions}, \"threads\": {threads}{gflops}}}");
    }

    public static bool IsSane => !double.IsNaN(sink);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Seconds a call.</summary>
    private static double Repeat(Action<int> call, double seconds)
    {
        int calls = 1;
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++) { call(i); }
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (elapsed >= seconds) { return elapsed / calls; }
            calls = (int)Math.Min(int.MaxValue / 4, Math.Max(calls * 2, calls * seconds / Math.Max(elapsed, 1e-9) * 1.1));
        }
    }
}
