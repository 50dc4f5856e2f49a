using System.Numerics;
using System.Runtime.InteropServices;

namespace NNGen.Bits;

/// <summary>Hashes of the trained parameters of networks and of their predictions, on one to four threads.</summary>
internal static class BitsReport
{
    private static readonly int[] BatchSizes = [1, 7, 33, 100, 257, 64, 19];

    public static void Write<TNetwork, T>(PredictOne<TNetwork, T> predict, Optimizer optimizer)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset<T> data = Data.For<TNetwork, T>(300);

        // One sample has no statistics.
        int[] sizes = TNetwork.Description.StateCount > 0 ? [2, .. BatchSizes[1..]] : BatchSizes;
        for (int threads = 1; threads <= 4; threads++)
        {
            TNetwork network = TNetwork.Create(3);
            T[] losses = new T[sizes.Length];
            using (var trainer = new Trainer<TNetwork, T>(network, optimizer, maxDegreeOfParallelism: threads))
            {
                for (int i = 0; i < sizes.Length; i++) { losses[i] = trainer.Step(data.Batch(i, sizes[i])); }
            }

            Print<TNetwork, T>("losses", threads, losses);
            Print<TNetwork, T>("step", threads, network.Parameters.Values);

            network = TNetwork.Create(4);
            network.Fit(data, new FitOptions { Epochs = 2, BatchSize = 37, Optimizer = optimizer, MaxDegreeOfParallelism = threads });
            Print<TNetwork, T>("fit", threads, network.Parameters.Values);

            T[] outputs = new T[data.Count * TNetwork.Description.OutputSize];
            network.PredictBatch(data.Features, outputs, threads);
            Print<TNetwork, T>("batch", threads, outputs);

            // Fewer panels than threads: the products are shared by rows.
            Span<T> few = outputs.AsSpan(0, 40 * TNetwork.Description.OutputSize);
            few.Clear();
            network.PredictBatch(data.Features[..(40 * TNetwork.Description.InputSize)], few, threads);
            Print<TNetwork, T>("few", threads, few);

            for (int i = 0; i < data.Count; i++)
            {
                predict(network, data.Rows[i], outputs.AsSpan(i * TNetwork.Description.OutputSize, TNetwork.Description.OutputSize));
            }

            Print<TNetwork, T>("single", threads, outputs);
        }
    }

    /// <summary>Hashes of streams, each thread with its own.</summary>
    public static void WriteSteps<TNetwork, T>()
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Steps = 200;
        TNetwork network = TNetwork.Create(3);
        T[] inputs = [.. Enumerable.Range(0, Steps * TNetwork.StepInputSize).Select(i => T.CreateChecked((i * 31 % 101 * 0.02) - 1))];
        for (int count = 1; count <= 4; count++)
        {
            T[][] outputs = [.. Enumerable.Range(0, count).Select(_ => new T[Steps * TNetwork.StepOutputSize])];
            Thread[] threads = [.. outputs.Select(output => new Thread(() => network.Steps<TNetwork, T>(inputs, output, network.CreateState())))];
            foreach (Thread thread in threads) { thread.Start(); }
            foreach (Thread thread in threads) { thread.Join(); }
            Print<TNetwork, T>("steps", count, outputs.All(output => output.AsSpan().SequenceEqual(outputs[0])) ? outputs[0] : [T.NaN]);
        }
    }

    private static void Print<TNetwork, T>(string what, int threads, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in MemoryMarshal.AsBytes(values)) { hash = (hash ^ value) * 1099511628211; }
        Console.WriteLine($"{typeof(TNetwork).Name} {what} {threads} {hash:x16}");
    }
}
