using System.Diagnostics;
using NNGen;

namespace Cluster;

/// <summary>A network whose steps are measured, one thread for each process.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Parameters">Its number of parameters.</param>
/// <param name="Step">The shortest time of a step, in microseconds: of a batch, on a group, in shards.</param>
/// <param name="WeightGradients">The shortest time of the weights' gradients of a batch, in microseconds: all that an exchange could overlap with.</param>
/// <param name="Overlap">Times of steps of a batch with an exchange that overlaps, and without, on a group.</param>
internal sealed record Workload(string Name, int Parameters, Func<int, IProcessGroup?, int, double> Step, Func<int, double> WeightGradients, Func<int, MpiGroup, Overlapping> Overlap)
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
        new(name, TNetwork.Description.ParameterCount, Time<TNetwork>, TimeWeightGradients<TNetwork>, TimeOverlap<TNetwork>);

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

    /// <summary>Steps in turn without and with sums that overlap with the weights' gradients: the shortest times and the medians, in microseconds.</summary>
    private static Overlapping TimeOverlap<TNetwork>(int batch, MpiGroup group)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        group.OverlapsSums = false;
        using var plain = new Trainer<TNetwork, float>(TNetwork.Create(1), new Adam(), group, 0, maxDegreeOfParallelism: 1);
        group.OverlapsSums = true;
        using var overlapping = new Trainer<TNetwork, float>(TNetwork.Create(1), new Adam(), group, 0, maxDegreeOfParallelism: 1);
        for (int i = 0; i < 3; i++)
        {
            Step(plain);
            Step(overlapping);
        }

        // All ranks repeat as often: rank 0 says how often.
        double[] repeats = [Step(plain)];
        repeats[0] = group.Rank == 0 ? Math.Clamp(3e6 / repeats[0], 15, 3000) : 0;
        group.Sum(repeats);
        double[] off = new double[(int)repeats[0]], on = new double[(int)repeats[0]];
        for (int i = 0; i < off.Length; i++)
        {
            off[i] = Step(plain);
            on[i] = Step(overlapping);
        }

        Array.Sort(off);
        Array.Sort(on);
        return new Overlapping(off[0], on[0], off[off.Length / 2], on[on.Length / 2]);

        double Step(Trainer<TNetwork, float> trainer)
        {
            long began = Stopwatch.GetTimestamp();
            trainer.Step(Samples.Inputs.AsSpan(0, batch * 784), Samples.Classes.AsSpan(0, batch));
            return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }
    }

    private static double TimeWeightGradients<TNetwork>(int size)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(1);
        Workspace<float> workspace = TNetwork.CreateWorkspace(size);
        float[] gradients = new float[TNetwork.Description.ParameterCount];
        var batch = new Batch<float> { Size = size, Inputs = Samples.Inputs.AsSpan(0, size * 784), Classes = Samples.Classes.AsSpan(0, size) };
        double best = double.MaxValue;
        for (int i = 0; i < 12; i++)
        {
            network.Pass(
                network.Parameters.Current, batch, workspace, PassMode.Forward | PassMode.Loss | PassMode.Backward | PassMode.Training, 0, workspace.PanelCount, default);
            long began = Stopwatch.GetTimestamp();
            network.WeightGradients(batch, workspace, gradients, 0, 1);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return best;
    }

    private static (float[] Inputs, int[] Classes) Random()
    {
        var random = new Random(1);
        float[] inputs = new float[LargestBatch * 784];
        foreach (ref float input in inputs.AsSpan()) { input = random.NextSingle(); }
        return (inputs, [.. Enumerable.Range(0, LargestBatch).Select(_ => random.Next(10))]);
    }
}

/// <summary>Times of steps without and with sums that overlap, in microseconds.</summary>
internal sealed record Overlapping(double Off, double On, double MedianOff, double MedianOn);
