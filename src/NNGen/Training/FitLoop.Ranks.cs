using System.Globalization;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <content>Training on several ranks: what rank 0's callbacks decide is done on all of them.</content>
internal sealed partial class FitLoop<TNetwork, T>
{
    private Checkpoint<T>? ReadCheckpoint() => options.ResumeFrom is { } path
        ? CheckpointFile.Read<T>(path, TNetwork.Description, trainer.Optimizer, identity.Value, callbacks.Names)
        : null;

    /// <summary>Compares what the ranks are going to train, and gives all of them rank 0's checkpoint.</summary>
    private Checkpoint<T>? ReadCheckpoint(RankAgreement ranks)
    {
        try
        {
            if (ranks.Ranks.Size == 1) { return ReadCheckpoint(); }
            var texts = new SortedDictionary<string, string>(identity.Value, StringComparer.Ordinal)
            {
                ["epochs"] = options.Epochs.ToString(CultureInfo.InvariantCulture),
                ["metrics"] = string.Join(", ", options.Metrics.Select(metric => metric.Name)),
            };
            ranks.Ranks.Describe(texts);
            ranks.Compare(texts);
            bool isFirst = ranks.Ranks.Rank == 0;
            Checkpoint<T>? own = isFirst ? ReadCheckpoint() : null;
            byte[] file = own is null ? [] : File.ReadAllBytes(options.ResumeFrom!);
            ranks.Prepare();
            ranks.Exchange(RankMoment.Start);
            stopsOnNaN = ranks.Share([stopsOnNaN ? (byte)1 : (byte)0], from: 0)[0] != 0;
            file = ranks.Share(file, from: 0);
            if (isFirst || file.Length == 0) { return own; }
            using var content = new MemoryStream(file);
            return CheckpointFile.Read<T>(
                SafeTensorsFile.Read(content), "the checkpoint of rank 0", TNetwork.Description, trainer.Optimizer, identity.Value, callbacks: null);
        }
        catch (Exception problem)
        {
            ranks.Fail(problem);
            ranks.Meet();
            throw;
        }
    }

    /// <summary>
    /// Lets all ranks follow rank 0, whose callbacks were just called: its learning rate, its parameters, and whether it stops. At the end of an
    /// epoch, all ranks must have the same parameters.
    /// </summary>
    private void Follow(RankMoment moment)
    {
        if (agreement is null or { Ranks.Size: 1 }) { return; }
        agreement.Prepare(context.StopReason is not null, trainer.AreParametersChanged, isCanceled: false);
        agreement.LearningRate = trainer.Optimizer.LearningRate;
        uint checksum = moment == RankMoment.EpochEnd ? TrainingIdentity.ChecksumOf(trainer.Network.Parameters.Values) : 0;
        agreement.Checksum = checksum;
        agreement.Exchange(moment);
        IsEnding(agreement);
        if (trainer.Optimizer.LearningRate != agreement.LearningRate) { trainer.Optimizer.LearningRate = agreement.LearningRate; }
        if (agreement.IsChanged) { trainer.ShareParameters(); }
        else if (checksum != agreement.Checksum)
        {
            throw new RankFailedException(string.Create(CultureInfo.InvariantCulture,
                $"The parameters of rank {agreement.Ranks.Rank} are not those of rank 0: their processors or programs do not compute the same (run one program on processors of one kind)."));
        }
    }

    /// <summary>Whether the ranks end training now, canceled or stopped by a callback of rank 0.</summary>
    /// <exception cref="OperationCanceledException">Training is canceled.</exception>
    private bool IsEnding(RankAgreement ranks)
    {
        if (ranks.IsCanceled) { throw new OperationCanceledException(cancellationToken); }
        if (!ranks.IsStopped) { return false; }
        string reason = ranks.Share(context.StopReason ?? "");
        if (ranks.Ranks.Rank > 0) { context.RequestStop(reason); }
        return true;
    }

    /// <summary>The row numbers of this rank's part of the batch.</summary>
    private ReadOnlySpan<int> RowsOfBuffer()
    {
        Batch<T> part = trainer.Buffer.View;
        return feed.Rows.IsEmpty ? feed.Rows : feed.Rows.Slice(part.Place, part.Size);
    }

    /// <summary>Ends training on all ranks when rank 0 has written its files.</summary>
    private ExceptionDispatchInfo? EndTogether(RankAgreement ranks, ExceptionDispatchInfo? failure, CallbackException? atEnd)
    {
        try
        {
            if (failure is null && atEnd is null && !ranks.IsOver)
            {
                Follow(RankMoment.End);
                return null;
            }

            if (failure is null && atEnd is not null) { ranks.Fail(atEnd); }
        }
        catch (RankFailedException other)
        {
            ranks.Fail(other);
            failure = ExceptionDispatchInfo.Capture(other);
        }

        ranks.Meet();
        return failure;
    }
}
