using System.Diagnostics;

namespace NNGen;

/// <summary>Decides when several threads are faster, and holds the threads that all networks share for predictions.</summary>
internal static class Parallelism
{
    /// <summary>
    /// Floating-point operations from which threads are woken. At about 100 GFLOP/s per core this takes 200 µs, ten times the cost of waking a
    /// thread and three barriers.
    /// </summary>
    public const double WakingWork = 20e6;

    /// <summary>
    /// Floating-point operations from which threads are used that are still awake, because they have worked within the last 200 µs.
    /// </summary>
    public const double AwakeWork = 2e6;

    /// <summary>The maximum number of threads.</summary>
    public const int MaxDegree = 1024;

    /// <summary>
    /// Multiply-adds per sample from which threads share a few panels by rows of the products: with fewer, the barriers between the layers take
    /// longer than the rows.
    /// </summary>
    private const double RowWork = 16 * 1024;

    /// <summary>
    /// The number of threads for one sample: as many as are fastest, one if the <see cref="AppContext"/> switch turns them off, or what a test sets.
    /// </summary>
    internal static int OfSamples { get; set; } = AppContext.TryGetSwitch("NNGen.SharedSamples", out bool isOn) && !isOn ? 1 : -1;

    /// <summary>Samples that several threads have computed, for tests.</summary>
    internal static int SharedSamples { get; set; }

    private static readonly long Soon = Stopwatch.Frequency / 5000;
    private static readonly Lock Gate = new();
    private static WorkerPool? pool;
    private static long lastSmall;

    /// <summary>Number of threads for some work. Results do not depend on it.</summary>
    /// <param name="maxDegreeOfParallelism">
    /// The number of threads; -1 uses as many as are fastest if the work is large enough, and one thread otherwise.
    /// </param>
    /// <param name="flops">Floating-point operations of the work.</param>
    /// <param name="trials">Measures how many are fastest, if the caller tells it when the work is done; null takes all processors.</param>
    /// <param name="threads">The threads for the work, if they are started.</param>
    /// <param name="last">The time of the last work that was too small for sleeping threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxDegreeOfParallelism"/> is 0, below -1 or above <see cref="MaxDegree"/>.
    /// </exception>
    public static int WorkersFor(int maxDegreeOfParallelism, double flops, ThreadTrials? trials, ref WorkerPool? threads, ref long last)
    {
        Guard.MaxDegree(maxDegreeOfParallelism, nameof(maxDegreeOfParallelism));
        trials?.Skip();
        if (maxDegreeOfParallelism > 0) { return maxDegreeOfParallelism; }

        int processors = Math.Min(Environment.ProcessorCount, MaxDegree);
        if (processors == 1 || flops < AwakeWork) { return 1; }
        int fastest = trials?.Next(flops, processors) ?? processors;
        if (flops >= WakingWork || fastest == 1) { return fastest; }

        // A single small task is done before a thread wakes up; waking threads once is worthwhile for many tasks in a row.
        long now = Stopwatch.GetTimestamp();
        bool isSoon = now - last < Soon;
        last = now;
        if (isSoon)
        {
            threads ??= new WorkerPool(processors);
            if (threads.Count >= fastest && threads.TryWake()) { return fastest; }
        }

        trials?.Skip();
        return 1;
    }

    /// <summary>Multiply-adds of one sample's forward pass.</summary>
    public static double MultiplyAddsOf(NetworkDescription network)
    {
        double sum = 0;
        for (int i = 0; i < network.Layers.Count; i++) { sum += network.Layers[i].MultiplyAdds; }
        return sum;
    }

    /// <summary>Whether threads share a batch by the rows of its products, all together in each layer, and not by panels.</summary>
    /// <param name="panels">Panels of the batch.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="multiplyAdds">Multiply-adds of one sample's forward pass.</param>
    public static bool SharesRows(int panels, int workers, double multiplyAdds) =>
        workers > 1 && panels < 4 * workers && panels % workers != 0 && multiplyAdds >= RowWork;

    /// <summary>Takes the shared threads for a prediction; false if one thread is faster, or if another caller uses them.</summary>
    /// <param name="maxDegreeOfParallelism">
    /// The number of threads; -1 uses as many as are fastest if the work is large enough, and one thread otherwise.
    /// </param>
    /// <param name="flops">Floating-point operations of the work.</param>
    /// <param name="trials">Measures how many are fastest; its owner uses it only until <see cref="Exit"/>.</param>
    /// <param name="shared">The threads; <see cref="Exit"/> releases them.</param>
    /// <param name="workers">How many of them to use: one, if that is what is measured.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxDegreeOfParallelism"/> is 0, below -1 or above <see cref="MaxDegree"/>.
    /// </exception>
    public static bool TryEnter(int maxDegreeOfParallelism, double flops, ThreadTrials trials, out WorkerPool shared, out int workers)
    {
        (shared, workers) = (null!, 1);
        Guard.MaxDegree(maxDegreeOfParallelism, nameof(maxDegreeOfParallelism));
        if (maxDegreeOfParallelism == 1 || (maxDegreeOfParallelism < 0 && flops < AwakeWork) || !Gate.TryEnter()) { return false; }

        workers = WorkersFor(maxDegreeOfParallelism, flops, trials, ref pool, ref lastSmall);
        if (workers == 1 && !trials.IsTimed)
        {
            Exit();
            return false;
        }

        if (pool is null || pool.Count < workers)
        {
            pool?.Dispose();
            pool = new WorkerPool(workers);
        }

        shared = pool;
        return true;
    }

    /// <summary>Releases the shared threads.</summary>
    public static void Exit() => Gate.Exit();
}
