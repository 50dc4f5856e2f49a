using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>
/// The gradients of a batch that is divided among ranks and shards: each shard is a separate pass, with its own statistics in layers that normalize
/// by those of a batch, and the results are added in the order of <see cref="RankSum"/>. Once warm, a step allocates nothing.
/// </summary>
internal sealed class ShardedPass<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gradients in a sum that overlaps: 32 KiB of floats, which MPI sends over TCP without waiting for the other side.</summary>
    private const int ShortSum = 1 << 13;

    /// <summary>Of large networks, sums are longer than that, so that there are not more.</summary>
    private const int MaxSums = 32;

    private readonly RankSum ranks;
    private readonly PassRunner<TNetwork, T> passes;
    private readonly AlignedBlock<T>[] blocks;
    private readonly AlignedBlock<T> scratch;
    private readonly BatchPart<T> part = new();
    private readonly Action<int, int> gradientsPhase;
    private readonly Action<int, int> addPhase;
    private readonly Func<int, int, (int Start, int End)> rangeOf;
    private readonly MetricsAccumulator<T>[] metrics;
    private readonly ShardedState<T> state;
    private readonly Action<int> onComplete;
    private int block;
    private bool isPending;
    private int begun;
    private volatile bool overflowed;

    /// <param name="ranks">How batches are divided.</param>
    /// <param name="passes">The memory and threads to use.</param>
    /// <param name="gradients">Receives the gradients.</param>
    /// <param name="samples">The samples whose targets R² compares with their mean, or null.</param>
    /// <param name="rangeOf">The gradients of one thread.</param>
    public ShardedPass(
        RankSum ranks, PassRunner<TNetwork, T> passes, AlignedBlock<T> gradients, Dataset<T>? samples, Func<int, int, (int Start, int End)> rangeOf)
    {
        this.ranks = ranks;
        this.passes = passes;
        this.rangeOf = rangeOf;

        // A sum of every level can wait for its neighbor.
        int levels = BitOperations.Log2((uint)ranks.OwnShards) + 1;
        blocks = new AlignedBlock<T>[levels];
        metrics = new MetricsAccumulator<T>[levels];
        for (int i = 0; i < levels; i++)
        {
            blocks[i] = i == 0 ? gradients : new AlignedBlock<T>(gradients.Length);
            metrics[i] = i == 0 ? new MetricsAccumulator<T>(PassRunner<TNetwork, T>.Description, samples) : new MetricsAccumulator<T>(metrics[0]);
        }

        scratch = ranks.Size == 1 ? new AlignedBlock<T>(0) : new AlignedBlock<T>(gradients.Length);
        state = new ShardedState<T>(PassRunner<TNetwork, T>.Description.StateCount, levels);
        Agreement = new RankAgreement(ranks, Math.Max(metrics[0].Sums.Length + state.Sum(0).Length, ranks.Shards));
        gradientsPhase = (worker, workers) =>
        {
            if (!passes.Network.WeightGradients(part.View, passes.Workspace, blocks[block].Span, worker, workers)) { overflowed = true; }
        };
        onComplete = BeginSums;
        addPhase = (worker, workers) =>
        {
            (int start, int end) = this.rangeOf(worker, workers);
            if (start < end) { VectorLoops<T>.For(end - start).AddScaled(blocks[block].Span[start..end], blocks[block + 1].Span[start..end], T.One); }
        };
    }

    /// <summary>What the ranks tell each other in every step: in addition to the metrics, state.</summary>
    public RankAgreement Agreement { get; }

    private Span<double> StateOfAll => Agreement.Metrics.Slice(metrics[0].Sums.Length, state.Sum(0).Length);

    /// <summary>Computes the shards of this rank: the sums of gradients and losses that are not yet those of the other ranks.</summary>
    /// <param name="parameters">The parameters to compute with.</param>
    /// <param name="batch">The batch, or this rank's part of it.</param>
    /// <param name="shared">The same, if threads can share it; else one thread computes.</param>
    /// <param name="mode">What to compute.</param>
    /// <returns>False if an input, the loss or a gradient is not finite.</returns>
    public bool TryPass(ParameterValues<T> parameters, in Batch<T> batch, BatchSource<T>? shared, PassMode mode)
    {
        bool isFinite = true;
        isPending = false;
        for (int i = 0; i < ranks.OwnShards; i++)
        {
            // Shard i waits behind the sums of as many runs as i has bits; each bit that becomes 0 completes a run.
            block = BitOperations.PopCount((uint)i);
            int shard = (ranks.Rank * ranks.OwnShards) + i;
            int start = ranks.StartOf(batch.Whole, shard);
            int count = ranks.StartOf(batch.Whole, shard + 1) - start;
            metrics[block].Clear();
            if (count == 0)
            {
                blocks[block].Span.Clear();
                state.Sum(block).Clear();
            }
            else { isFinite &= TryShard(parameters, batch, shared, start - batch.Place, count, mode); }
            for (int rest = i; (rest & 1) != 0; rest >>= 1)
            {
                block--;
                metrics[block].Add(metrics[block + 1].Sums);
                state.AddNext(block);
                passes.Run(addPhase, WorkersFor(shared, count));
            }
        }

        metrics[0].Sums.CopyTo(Agreement.Metrics);
        state.Sum(0).CopyTo(StateOfAll);
        return isFinite && double.IsFinite(metrics[0].Losses);
    }

    /// <summary>Adds the gradients of the other ranks. Sums that overlap with the gradients of the parameters begin here, when the ranks have agreed to go on.</summary>
    /// <param name="batch">The batch of the pass, or this rank's part of it.</param>
    /// <returns>What has gone wrong on this rank, while others waited for its gradients; they have got NaN. Null if nothing has.</returns>
    public ExceptionDispatchInfo? AddOthers(in Batch<T> batch)
    {
        if (!ranks.Overlaps)
        {
            ranks.Sum(blocks[0].Span, scratch.Span);
            return null;
        }

        ExceptionDispatchInfo? failure = null;
        begun = blocks[0].Length;
        try
        {
            if (isPending) { ComputePending(batch); }
        }
        catch (Exception problem)
        {
            failure = ExceptionDispatchInfo.Capture(problem);
            blocks[0].Span[..begun].Fill(T.NaN);
        }

        BeginSums(0);
        ranks.Group!.EndSums();
        return failure;
    }

    /// <summary>The mean loss of the whole batch, after the agreement.</summary>
    public T MeanLoss(int samples)
    {
        Agreement.Metrics[..metrics[0].Sums.Length].CopyTo(metrics[0].Sums);
        double count = PassRunner<TNetwork, T>.Description.IgnoreIndex is null ? samples : metrics[0].CountedSamples;
        return count == 0 ? T.Zero : T.CreateChecked(metrics[0].Losses / count);
    }

    /// <summary>Updates the network's state after the agreement.</summary>
    /// <param name="values">The network's values.</param>
    /// <param name="samples">Samples of the whole batch.</param>
    public void UpdateState(ParameterValues<T> values, int samples) => ShardedState<T>.Set(values, StateOfAll, samples);

    private void ComputePending(in Batch<T> batch)
    {
        (int start, int count) = ranks.PartOf(batch.Whole);
        passes.Workspace.OnComplete = onComplete;
        try
        {
            // Numbers that are not finite are found in the sums.
            passes.Network.WeightGradients(batch.Part(start - batch.Place, count), passes.Workspace, blocks[0].Span, 0, 1);
        }
        finally
        {
            passes.Workspace.OnComplete = null;
        }

        passes.Network.AddSharedGradients(passes.Workspace, blocks[0].Span);
    }

    /// <summary>Begins to add the gradients of the other ranks, which are complete from one on.</summary>
    /// <remarks>Where one sum ends and the next one begins depends on nothing that differs between ranks, such as their threads.</remarks>
    private void BeginSums(int first)
    {
        int length = Math.Max(ShortSum, (blocks[0].Length + MaxSums - 1) / MaxSums);
        for (int start = Math.Max(0, begun - length); begun > 0 && start >= first; start = Math.Max(0, begun - length))
        {
            ranks.BeginSum(blocks[0].Span[start..begun]);
            begun = start;
        }

        ranks.Group!.ContinueSums();
    }

    private bool TryShard(ParameterValues<T> parameters, in Batch<T> batch, BatchSource<T>? shared, int start, int count, PassMode mode)
    {
        Batch<T> shard = batch.Part(start, count);
        if (WorkersFor(shared, count) is > 1 and var workers)
        {
            (part.Source, part.Start, part.Count, part.NoiseSeed, part.NoiseStep) = (shared, start, count, batch.NoiseSeed, batch.NoiseStep);
            passes.Pass(parameters, part, mode, workers);
            overflowed = false;
            passes.Run(gradientsPhase, workers);
        }
        else
        {
            passes.Pass(parameters, shard, mode);
            isPending = ranks.Overlaps;
            overflowed = !isPending && !passes.Network.WeightGradients(shard, passes.Workspace, blocks[block].Span, 0, 1);
        }

        overflowed |= !isPending && !passes.Network.AddSharedGradients(passes.Workspace, blocks[block].Span);
        state.Take(passes.Network, parameters, passes.Workspace, block);
        if ((mode & PassMode.Outputs) != 0 && batch.OutputGradients.IsEmpty) { metrics[block].Add(shard, passes.Workspace, 0); }
        else if ((mode & PassMode.Loss) != 0) { metrics[block].AddLosses(shard, passes.Workspace, 0); }
        return !overflowed && !passes.Workspace.HasNonFiniteInputs;
    }

    private int WorkersFor(BatchSource<T>? shared, int count) => shared is null || count == 0 ? 1 : passes.WorkersFor(count, 6);
}
