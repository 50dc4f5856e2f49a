using System.Numerics;

namespace NNGen;

/// <summary>Runs the passes of one network over batches: owns the tape and the threads, and decides how many a batch deserves.</summary>
internal sealed class PassRunner<TNetwork, T> : IDisposable
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int degreeOfParallelism;
    private readonly double multiplyAdds;
    private readonly Action<int, int> passPhase;
    private WorkerPool? pool;
    private Tape<T>? tape;
    private BatchSource<T>? source;
    private ParameterValues<T>? values;
    private PassMode mode;

    /// <param name="network">The network.</param>
    /// <param name="degreeOfParallelism">The most threads; -1 takes all processors if a batch is large, and one otherwise.</param>
    public PassRunner(TNetwork network, int degreeOfParallelism)
    {
        _ = Parallelism.WorkersFor(degreeOfParallelism, 0);
        Network = network;
        this.degreeOfParallelism = degreeOfParallelism;
        multiplyAdds = Parallelism.MultiplyAddsOf(Description);
        passPhase = RunPart;
    }

    public static NetworkDescription Description => TNetwork.Description;

    public TNetwork Network { get; }

    /// <summary>The memory of the last pass.</summary>
    public Tape<T> Tape => tape!;

    /// <summary>Makes the tape large enough; a larger one is kept.</summary>
    public void Reserve(int batchSize)
    {
        if (tape is null || tape.BatchCapacity < batchSize) { tape = TNetwork.CreateTape(batchSize); }
    }

    /// <summary>Threads for one batch. The results do not depend on it.</summary>
    /// <param name="batchSize">Samples.</param>
    /// <param name="flopsPerMultiplyAdd">2 for a forward pass, 6 for a training step: each multiply-add returns in two gradients.</param>
    public int WorkersFor(int batchSize, int flopsPerMultiplyAdd) =>
        Parallelism.WorkersFor(degreeOfParallelism, batchSize * multiplyAdds * flopsPerMultiplyAdd);

    /// <summary>Passes over a batch on the calling thread.</summary>
    public void Pass(ParameterValues<T> parameters, in Batch<T> batch, PassMode passMode)
    {
        Tape<T> memory = TapeFor(batch.Size);
        Network.Pass(parameters, batch, memory, passMode, 0, memory.PanelCount);
    }

    /// <summary>Passes over a batch that all threads can reach; each takes a run of its panels.</summary>
    public void Pass(ParameterValues<T> parameters, BatchSource<T> batches, PassMode passMode, int workers)
    {
        TapeFor(batches.View.Size);
        (values, source, mode) = (parameters, batches, passMode);
        Run(passPhase, workers);
    }

    /// <summary>Runs a phase on the given number of threads, the calling one included.</summary>
    public void Run(Action<int, int> phase, int workers)
    {
        if (workers == 1)
        {
            phase(0, 1);
            return;
        }

        pool ??= new WorkerPool(workers);
        pool.Run(phase);
    }

    public void Dispose() => pool?.Dispose();

    private Tape<T> TapeFor(int size)
    {
        Reserve(size);
        Tape.Size = size;
        return Tape;
    }

    private void RunPart(int worker, int workers)
    {
        int first = (int)((long)Tape.PanelCount * worker / workers);
        int end = (int)((long)Tape.PanelCount * (worker + 1) / workers);
        if (first < end) { Network.Pass(values!, source!.View, Tape, mode, first, end); }
    }
}
