using System.Numerics;

namespace NNGen.Bits;

/// <summary>
/// The bytes that all threads together allocate in fifty training steps of a warm trainer. It is the minimum of three times fifty, because the
/// runtime itself may allocate once for a thread that sleeps for the first time, which on a busy machine can be after the warm steps. Allocations of
/// a step are in all three.
/// </summary>
internal static class AllocationReport
{
    private const int WarmSteps = 20;

    private const int Steps = 50;

    private const int Times = 3;

    public static void Write<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset<T> data = Data.For<TNetwork, T>(100);
        foreach (int threads in (int[])[1, 2, 3, -1])
        {
            using var trainer = new Trainer<TNetwork, T>(TNetwork.Create(1), new Adam(), maxDegreeOfParallelism: threads);
            for (int i = 0; i < WarmSteps; i++) { trainer.Step(data.Batch(0, 100 - i)); }

            long least = long.MaxValue;
            for (int time = 0; time < Times; time++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                for (int i = 0; i < Steps; i++) { trainer.Step(data.Batch(i, 50)); }
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Console.WriteLine($"{typeof(TNetwork).Name} {threads} {least}");
        }
    }
}
