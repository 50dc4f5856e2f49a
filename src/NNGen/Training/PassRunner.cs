using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>
/// Runs the passes of one network over batches: owns the workspace and the threads, and determines the number of threads per batch.
/// </summary>
internal sealed class PassRunner<TNetwork, T> : IDisposable
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int maxDegreeOfParallelism;
    private readonly double multiplyAdds;
    private readonly Action<int, int> panelsPhase;
    private readonly Action<int, int> rowsPhase;
    private readonly TeamBarrier barrier = new();
    private WorkerPool? pool;
    private long lastSmall;
    private Workspace<T>? workspace;
    private BatchSource<T>? source;
    private ParameterValues<T>? values;
    private PassMode mode;

    /// <param name="network">The network.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads; -1 uses as many as are fastest if a batch is large, and one otherwise.
    /// </param>
    public PassRunner(TNetwork network, int maxDegreeOfParallelism)
    {
        Guard.MaxDegree(maxDegreeOfParallelism, nameof(maxDegreeOfParallelism));
        Network = network;
        this.maxDegreeOfParallelism = maxDegreeOfParallelism;
        multiplyAdds = Parallelism.MultiplyAddsOf(Description);
        panelsPhase = PassOverPanels;
        rowsPhase = PassTogether;
    }

    public static NetworkDescription Description => TNetwork.Description;

    public TNetwork Network { get; }

    /// <summary>The memory of the last pass.</summary>
    public Workspace<T> Workspace => workspace!;

    /// <summary>The memory of the last pass, if there was one.</summary>
    public Workspace<T>? Memory => workspace;

    /// <summary>Ensures that the workspace is large enough.</summary>
    public void Reserve(int batchSize)
    {
        if (workspace is null || workspace.BatchCapacity < batchSize) { workspace = TNetwork.CreateWorkspace(batchSize); }
    }

    /// <summary>Number of threads for one batch. Results do not depend on it.</summary>
    /// <param name="batchSize">Samples.</param>
    /// <param name="flopsPerMultiplyAdd">2 for a forward pass, 6 for a training step: each multiply-add has two more in the gradients.</param>
    /// <param name="trials">Measures how many are fastest, if the caller tells it when the work is done.</param>
    public int WorkersFor(int batchSize, int flopsPerMultiplyAdd, ThreadTrials? trials = null) =>
        Parallelism.WorkersFor(maxDegreeOfParallelism, batchSize * multiplyAdds * flopsPerMultiplyAdd, trials, ref pool, ref lastSmall);

    /// <summary>Passes over a batch on the calling thread.</summary>
    public void Pass(ParameterValues<T> parameters, in Batch<T> batch, PassMode passMode)
    {
        Workspace<T> memory = WorkspaceFor(batch.Size);
        Network.Pass(parameters, batch, memory, passMode, 0, memory.PanelCount, default);
    }

    /// <summary>
    /// Passes over a batch that all threads can access: each takes a run of its panels or, if there are few, rows of every product.
    /// </summary>
    public void Pass(ParameterValues<T> parameters, BatchSource<T> batches, PassMode passMode, int workers)
    {
        WorkspaceFor(batches.View.Size);
        (values, source, mode) = (parameters, batches, passMode);
        barrier.Reset(workers);
        Run(Parallelism.SharesRows(Workspace.PanelCount, workers, multiplyAdds) ? rowsPhase : panelsPhase, workers);
    }

    /// <summary>Runs a phase on the given number of threads, including the calling one.</summary>
    public void Run(Action<int, int> phase, int workers)
    {
        if (workers == 1)
        {
            phase(0, 1);
            return;
        }

        if (pool is null || pool.Count < workers)
        {
            pool?.Dispose();
            pool = new WorkerPool(workers);
        }

        pool.Run(phase, workers);
    }

    public void Dispose() => pool?.Dispose();

    private Workspace<T> WorkspaceFor(int size)
    {
        Reserve(size);
        Workspace.Size = size;
        return Workspace;
    }

    private void PassOverPanels(int worker, int workers)
    {
        int first = (int)((long)Workspace.PanelCount * worker / workers);
        int end = (int)((long)Workspace.PanelCount * (worker + 1) / workers);
        Pass(first, end, new Team(barrier, worker, ownsPanels: true));
    }

    private void PassTogether(int worker, int workers) => Pass(0, Workspace.PanelCount, new Team(barrier, worker));

    private void Pass(int first, int end, Team team)
    {
        try
        {
            Network.Pass(values!, source!.View, Workspace, mode, first, end, team);
        }
        catch
        {
            barrier.Break();
            throw;
        }
    }
}
