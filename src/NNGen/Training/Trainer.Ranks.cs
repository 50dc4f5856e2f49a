using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <content>Batches that are divided among processes and shards.</content>
public sealed partial class Trainer<TNetwork, T>
{
    private int versionSeen;
    private bool isStarted;

    /// <summary>Prepares sums of the metrics of samples; null if only their loss is needed.</summary>
    internal void Measure(Dataset<T>? samples)
    {
        if (ranks is not null) { sharded = new ShardedPass<TNetwork, T>(ranks, passes, gradients, samples, RangeOf); }
    }

    /// <summary>Continues on all ranks from the state of rank 0.</summary>
    internal void ShareState()
    {
        Enter();
        try
        {
            ShareValues();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Gives the parameters of rank 0, which a callback has changed there, to all ranks.</summary>
    internal void ShareParameters()
    {
        Enter();
        try
        {
            ranks!.Broadcast(values!.Writable);
            MarkChanged();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Whether the parameters were changed after the last step.</summary>
    internal bool AreParametersChanged => Network.Parameters.Version != versionSeen;

    /// <summary>Marks the values as changed by this trainer.</summary>
    private void MarkChanged()
    {
        Network.Parameters.MarkChanged();
        versionSeen = Network.Parameters.Version;
    }

    private void ShareValues()
    {
        ranks!.Broadcast(values!.Writable);
        for (int i = 0; i < state.SlotCount; i++) { ranks.Broadcast(state.Slot(i)); }
        long[] numbers = [state.Step, NoiseStep, NoiseSeed, BitConverter.DoubleToInt64Bits(Optimizer.LearningRate)];
        ranks.Broadcast<long>(numbers);
        (state.Step, NoiseStep, NoiseSeed) = (numbers[0], numbers[1], (int)numbers[2]);
        Optimizer.LearningRate = BitConverter.Int64BitsToDouble(numbers[3]);
        MarkChanged();
        isStarted = true;
    }

    /// <summary>The gradients of a whole batch, of which this rank computes its shards: false, on all ranks, if one of them is not finite.</summary>
    private bool TryShardedGradients(in Batch<T> batch, BatchSource<T>? shared, int workers, PassMode mode, bool ownLoss, out T loss)
    {
        BatchChecks.Shards(TNetwork.Description, batchSize, ranks!);
        if (!isStarted && ranks!.Size > 1)
        {
            SortedDictionary<string, string> texts = TrainingIdentity.Of(TNetwork.Description, Optimizer, typeof(T));
            ranks.Describe(texts);
            Agreement!.Compare(texts);
            ShareValues();
        }

        RankAgreement agreement = sharded!.Agreement;
        agreement.LearningRate = Optimizer.LearningRate;
        agreement.IsNonFinite = !sharded.TryPass(values!, batch, shared, mode);
        agreement.Exchange(RankMoment.Step, batchSize);
        loss = ownLoss || agreement.IsCanceled ? T.Zero : sharded.MeanLoss(batchSize);
        if (agreement.IsCanceled || agreement.IsStopped || agreement.IsNonFinite) { return false; }
        if (agreement.IsChanged)
        {
            agreement.End();
            throw new InvalidOperationException(
                "A callback changed the parameters between two batches, but other ranks learn of changes only at the beginning and the end of an epoch (use OnEpochBegin or OnEpochEnd).");
        }

        if (ranks!.Rank > 0 && Optimizer.LearningRate != agreement.LearningRate) { Optimizer.LearningRate = agreement.LearningRate; }
        ExceptionDispatchInfo? failure = sharded.AddOthers(batch);
        agreement.IsNonFinite = !T.IsFinite(loss) || !AreGradientsFinite(workers);
        if (agreement.IsNonFinite && ranks.Overlaps) { agreement.ThrowIfAnyFailed(failure); }
        return !agreement.IsNonFinite;
    }
}
