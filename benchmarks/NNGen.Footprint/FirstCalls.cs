using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using NNGen.Compare;

namespace NNGen.Footprint;

/// <summary>A process that does nothing but make a network and call it once; it tells when it was done.</summary>
internal static class FirstCalls
{
    public static readonly string[] Networks = ["W1", "W2", "W3", "W4", "W5"];

    /// <param name="network">Which network.</param>
    /// <param name="work"><c>nothing</c>, <c>predict</c>, <c>batch</c> or <c>train</c>.</param>
    /// <param name="started">When the process was started: a timestamp of <see cref="Stopwatch"/>, whose clock all processes share.</param>
    public static int Run(string network, string work, string started)
    {
        long begin = Stopwatch.GetTimestamp();
        TimeSpan jit = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        float result = work == "nothing" ? 0 : network switch
        {
            "W1" => Call<W1>(work, n => n.Predict),
            "W2" => Call<W2>(work, n => n.Predict),
            "W3" => Call<W3>(work, n => n.Predict),
            "W4" => Call<W4>(work, n => n.Predict),
            _ => Call<W5>(work, n => n.Predict),
        };

        long end = Stopwatch.GetTimestamp();
        jit = JitInfo.GetCompilationTime() - jit;
        methods = JitInfo.GetCompiledMethodCount() - methods;

        double whole = Stopwatch.GetElapsedTime(long.Parse(started, CultureInfo.InvariantCulture), end).TotalMilliseconds;
        double own = Stopwatch.GetElapsedTime(begin, end).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{whole} {own} {jit.TotalMilliseconds} {methods}"));
        return float.IsNaN(result) ? 1 : 0;
    }

    private delegate void Predictor(ReadOnlySpan<float> input, Span<float> output);

    private static float Call<TNetwork>(string work, Func<TNetwork, Predictor> predictor)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        const int Batch = 32;
        TNetwork network = TNetwork.Create(1);
        (int inputs, int outputs) = (TNetwork.Description.InputSize, TNetwork.Description.OutputSize);
        if (work == "predict")
        {
            var output = new float[outputs];
            predictor(network)(new float[inputs], output);
            return output[0];
        }

        if (work == "batch")
        {
            var output = new float[Batch * outputs];
            network.PredictBatch(new float[Batch * inputs], output);
            return output[0];
        }

        using var trainer = new Trainer<TNetwork, float>(network, new Adam());
        return trainer.Step(new float[Batch * inputs], new int[Batch]);
    }
}
