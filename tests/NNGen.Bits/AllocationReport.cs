using System.Numerics;

namespace NNGen.Bits;

/// <summary>Bytes that all threads together allocate in fifty training steps of a warm trainer.</summary>
internal static class AllocationReport
{
    private const int WarmSteps = 20;

    private const int Steps = 50;

    public static void Write<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset<T> data = Data.For<TNetwork, T>(100);
        for (int threads = 1; threads <= 3; threads++)
        {
            using var trainer = new Trainer<TNetwork, T>(TNetwork.Create(1), new Adam(), degreeOfParallelism: threads);
            for (int i = 0; i < WarmSteps; i++) { trainer.Step(data.Batch(0, 100 - i)); }

            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Steps; i++) { trainer.Step(data.Batch(i, 50)); }

            long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            Console.WriteLine($"{typeof(TNetwork).Name} {threads} {bytes}");
        }
    }
}
