using System.Numerics;

namespace NNGen;

/// <summary>
/// The gradients of a batch that is divided among ranks and shards: each shard is a separate pass, with its own statistics in layers that normalize
/// by those of a batch, and the results are added in the order of <see cref="RankSum"/>. Once warm, a step allocates nothing.
/// </summary>
internal sealed class ShardedPass<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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
        onComplete = Begin;
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

    /// <summary>Adds the gradients of the other ranks.</summary>
    /// <param name="batch">The batch of the pass.</param>
    /// <param name="shared">The same, if threads can share it.</param>
    public void AddOthers(in Batch<T> batch, BatchSource<T>? shared)
    {
        if (!Overlaps(batch, shared))
        {
            ranks.Sum(blocks[0].Span, scratch.Span);
            return;
        }

        Batch<T> own = PartOf(batch);
        begun = blocks[0].Length;
        passes.Workspace.OnComplete = onComplete;
        try
        {
            passes.Network.WeightGradients(own, passes.Workspace, blocks[0].Span, 0, 1);
            passes.Network.AddSharedGradients(passes.Workspace, blocks[0].Span);
        }
        catch
        {
            // The other ranks wait for the rest, and learn from it that they cannot go on.
            blocks[0].Span[..begun].Fill(T.NaN);
            throw;
        }
        finally
        {
            passes.Workspace.OnComplete = null;
            Begin(0);
            ranks.Group!.EndSums();
        }
    }

    /// <summary>Whether the gradients of the weights are computed after the agreement of the ranks, so that they are added meanwhile.</summary>
    private bool Overlaps(in Batch<T> batch, BatchSource<T>? shared)
    {
        if (!ranks.Overlaps || WorkersFor(shared, batch.Size) > 1) { return false; }
        for (int i = 0; i < ranks.Shards; i++)
        {
            // A rank without samples computes none.
            if (ranks.StartOf(batch.Whole, i) == ranks.StartOf(batch.Whole, i + 1)) { return false; }
        }

        return true;
    }

    private Batch<T> PartOf(in Batch<T> batch)
    {
        (int start, int count) = ranks.PartOf(batch.Whole);
        return batch.Part(start - batch.Place, count);
    }

    /// <summary>Begins to add the gradients of other ranks to those that are complete.</summary>
    private void Begin(int first)
    {
        if (first < begun)
        {
            ranks.Begin(blocks[0].Span[first..begun]);
            begun = first;
        }
        else { ranks.Group!.ContinueSums(); }
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
        else if (Overlaps(batch, shared))
        {
            passes.Pass(parameters, shard, mode);
            overflowed = false;
        }
        else
        {
            passes.Pass(parameters, shard, mode);
            overflowed = !passes.Network.WeightGradients(shard, passes.Workspace, blocks[block].Span, 0, 1);
        }

        if (!Overlaps(batch, shared)) { overflowed |= !passes.Network.AddSharedGradients(passes.Workspace, blocks[block].Span); }
        state.Take(passes.Network, parameters, passes.Workspace, block);
        if ((mode & PassMode.Outputs) != 0 && batch.OutputGradients.IsEmpty) { metrics[block].Add(shard, passes.Workspace, 0); }
        else if ((mode & PassMode.Loss) != 0) { metrics[block].AddLosses(shard, passes.Workspace, 0); }
        return !overflowed && !passes.Workspace.HasNonFiniteInputs;
    }

    private int WorkersFor(BatchSource<T>? shared, int count) => shared is null || count == 0 ? 1 : passes.WorkersFor(count, 6);
}
