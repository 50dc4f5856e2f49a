namespace NNGen;

/// <summary>When threads pay, and the threads that all networks share for predictions.</summary>
internal static class Parallelism
{
    /// <summary>
    /// Floating-point operations below which threads do not pay. At some 100 GFLOP/s a core this is 200 µs, ten times what waking a thread
    /// and three barriers may cost; a smaller batch finishes sooner alone.
    /// </summary>
    public const double Threshold = 20e6;

    /// <summary>The most threads that can be asked for.</summary>
    public const int MaxDegree = 1024;

    private static readonly Lock Gate = new();
    private static WorkerPool? pool;

    /// <summary>Threads for some work. No result depends on it.</summary>
    /// <param name="maxDegreeOfParallelism">The most threads; -1 takes all processors if the work is large, and one otherwise.</param>
    /// <param name="flops">Floating-point operations of the work.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is 0, below -1 or above <see cref="MaxDegree"/>.</exception>
    public static int WorkersFor(int maxDegreeOfParallelism, double flops)
    {
        Guard.MaxDegree(maxDegreeOfParallelism, nameof(maxDegreeOfParallelism));
        return maxDegreeOfParallelism > 0 ? maxDegreeOfParallelism
            : flops >= Threshold ? Math.Min(Environment.ProcessorCount, MaxDegree)
            : 1;
    }

    /// <summary>Multiply-adds of one sample's forward pass.</summary>
    public static double MultiplyAddsOf(NetworkDescription network)
    {
        double sum = 0;
        for (int i = 0; i < network.Layers.Count; i++) { sum += network.Layers[i].MultiplyAdds; }
        return sum;
    }

    /// <summary>Takes the shared threads, unless another caller has them.</summary>
    public static bool TryEnter(int workers, out WorkerPool shared)
    {
        shared = null!;
        if (!Gate.TryEnter()) { return false; }
        if (pool?.Count != workers)
        {
            pool?.Dispose();
            pool = new WorkerPool(workers);
        }

        shared = pool;
        return true;
    }

    /// <summary>Gives the shared threads back.</summary>
    public static void Exit() => Gate.Exit();
}
