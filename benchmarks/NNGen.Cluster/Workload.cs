using System.Diagnostics;
using NNGen;

namespace Cluster;

/// <summary>A network whose steps are measured, one thread for each process.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Parameters">Its number of parameters.</param>
/// <param name="Step">The shortest time of a step, in microseconds: of a batch, on a group, in shards.</param>
internal sealed record Workload(string Name, int Parameters, Func<int, IProcessGroup?, int, double> Step)
{
    private const int LargestBatch = 4096;

    private static readonly (float[] Inputs, int[] Classes) Samples = Random();

    public static Workload[] All { get; } =
    [
        Of<Small>("784-128-10"),
        Of<LeNet5>("LeNet-5"),
        Of<Medium>("784-512-512-10"),
        Of<Large>("784-2048-2048-10"),
    ];

    private static Workload Of<TNetwork>(string name)
        where TNetwork : class, INetwork<TNetwork, float> =>
        new(name, TNetwork.Description.ParameterCount, Time<TNetwork>);

    private static double Time<TNetwork>(int batch, IProcessGroup? group, int shards)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        using var trainer = new Trainer<TNetwork, float>(TNetwork.Create(1), new Adam(), group, shards, maxDegreeOfParallelism: 1);
        double best = double.MaxValue;
        for (int i = 0; i < 3; i++) { Step(); }

        // All ranks repeat as often: rank 0 says how often.
        long began = Stopwatch.GetTimestamp();
        Step();
        double[] repeats = [group is null or { Rank: 0 } ? Math.Clamp(1.5 / Stopwatch.GetElapsedTime(began).TotalSeconds, 15, 3000) : 0];
        group?.Sum(repeats);
        for (int i = 0; i < (int)repeats[0]; i++)
        {
            began = Stopwatch.GetTimestamp();
            Step();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return best;

        void Step() => trainer.Step(Samples.Inputs.AsSpan(0, batch * 784), Samples.Classes.AsSpan(0, batch));
    }

    private static (float[] Inputs, int[] Classes) Random()
    {
        var random = new Random(1);
        float[] inputs = new float[LargestBatch * 784];
        foreach (ref float input in inputs.AsSpan()) { input = random.NextSingle(); }
        return (inputs, [.. Enumerable.Range(0, LargestBatch).Select(_ => random.Next(10))]);
    }
}
