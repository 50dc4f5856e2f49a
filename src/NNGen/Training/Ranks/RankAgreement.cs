using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;

namespace NNGen;

/// <summary>
/// One short message of each rank to all others, summed: what all of them must know before they go on together. So no rank leaves while another
/// waits for it. It has the same length at every moment, and nothing is allocated unless a rank ends training.
/// </summary>
/// <param name="ranks">The ranks.</param>
/// <param name="metricCount">Numbers that are summed for metrics.</param>
internal sealed class RankAgreement(RankSum ranks, int metricCount)
{
    /// <summary>A batch size is compared by its last 16 bits, so that sums of squares are exact.</summary>
    private const int SizeMask = 0xFFFF;

    private const int PlaceSlot = 0;
    private const int SquareSlot = 1;
    private const int FailedSlot = 2;
    private const int CanceledSlot = 3;
    private const int StoppedSlot = 4;
    private const int ChangedSlot = 5;
    private const int NonFiniteSlot = 6;
    private const int RateSlot = 7;
    private const int ChecksumSlot = 8;
    private const int HeaderCount = 9;

    private readonly double[] values = new double[HeaderCount + metricCount];
    private readonly double[] scratch = new double[HeaderCount + metricCount];
    private bool isBroken;

    /// <summary>The ranks.</summary>
    public RankSum Ranks => ranks;

    /// <summary>Whether the ranks have agreed to end, or cannot agree any more: then none of them sends anything but the last message.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Rank 0's: a callback has requested the end of training.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Rank 0's: a callback has changed the parameters.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Any rank's: training is canceled.</summary>
    public bool IsCanceled { get; set; }

    /// <summary>Any rank's: its loss or gradients are not finite.</summary>
    public bool IsNonFinite { get; set; }

    /// <summary>Rank 0's learning rate.</summary>
    public double LearningRate { get; set; }

    /// <summary>Rank 0's checksum of the parameters; 0 for none.</summary>
    public uint Checksum { get; set; }

    /// <summary>What is summed in addition: each rank's, then that of all.</summary>
    public Span<double> Metrics => values.AsSpan(HeaderCount);

    /// <summary>Clears this rank's message.</summary>
    public void Prepare()
    {
        values.AsSpan().Clear();
        (IsStopped, IsChanged, IsCanceled, IsNonFinite, LearningRate, Checksum) = (false, false, false, false, 0, 0);
    }

    /// <summary>This rank's message about the training.</summary>
    public void Prepare(bool isStopped, bool isChanged, bool isCanceled)
    {
        Prepare();
        (IsStopped, IsChanged, IsCanceled) = (isStopped, isChanged && ranks.Size > 1, isCanceled);
    }

    /// <summary>Exchanges the messages; the properties are then those of all ranks.</summary>
    /// <param name="moment">Where this rank is.</param>
    /// <param name="batchSize">Samples of the whole batch, in a step.</param>
    /// <exception cref="RankFailedException">A rank has failed, is not at this moment, or has another batch.</exception>
    public void Exchange(RankMoment moment, int batchSize = 0) => Exchange(moment, batchSize, failure: null);

    /// <summary>Tells the other ranks, wherever they are, that this one ends training; they throw when they hear it.</summary>
    public void Fail(Exception problem)
    {
        if (IsOver) { return; }
        Prepare();
        IsCanceled = problem is OperationCanceledException;
        try
        {
            Exchange(RankMoment.End, 0, IsCanceled ? null : TextOf(problem));
        }
        catch (RankFailedException)
        {
            // What this rank's caller gets is its own failure.
        }

        IsOver = true;
    }

    /// <summary>Checks that all ranks train the same.</summary>
    /// <param name="texts">What must be the same, by names.</param>
    /// <exception cref="RankFailedException">A rank's differ from rank 0's; every difference is listed.</exception>
    public void Compare(IReadOnlyDictionary<string, string> texts)
    {
        // Nothing else that is exchanged before has a length that depends on what is compared here.
        string[] lines = [.. texts.Select(text => $"{text.Key}: {text.Value}")];
        string[] first = Share(string.Join('\n', lines)).Split('\n');
        string? failure = first.SequenceEqual(lines)
            ? null
            : $"it trains something else than rank 0 ({string.Join("; ", lines.Except(first))}; on rank 0 {string.Join("; ", first.Except(lines))}).";
        ThrowIfAnyFailed(failure);
    }

    /// <summary>Ends training on all ranks if one of them has failed; all of them ask at the same time.</summary>
    /// <param name="failure">This rank's failure, or null.</param>
    /// <exception cref="RankFailedException">Another rank has failed.</exception>
    public void ThrowIfAnyFailed(ExceptionDispatchInfo? failure)
    {
        try
        {
            ThrowIfAnyFailed(failure is null ? null : TextOf(failure.SourceException));
        }
        catch (RankFailedException)
        {
            failure?.Throw();
            throw;
        }
    }

    /// <summary>Ends agreements: all ranks know why, and reach the end by themselves.</summary>
    public void End() => IsOver = true;

    /// <summary>Waits until all ranks are here, however they ended.</summary>
    public void Meet()
    {
        if (isBroken) { return; }
        values.AsSpan().Clear();
        ranks.Sum<double>(values, scratch);
    }

    /// <summary>Gives all ranks a text of rank 0.</summary>
    public string Share(string text) => Encoding.UTF8.GetString(Share(Encoding.UTF8.GetBytes(text), from: 0));

    /// <summary>Gives all ranks the bytes of one of them.</summary>
    /// <param name="bytes">The bytes; those of other ranks are ignored.</param>
    /// <param name="from">The rank.</param>
    public byte[] Share(byte[] bytes, int from)
    {
        // Broadcasts come from rank 0; any other rank adds its bytes to zeros.
        double[] length = [ranks.Rank == from ? bytes.Length : 0];
        ranks.Sum<double>(length, new double[1]);
        byte[] shared = ranks.Rank == from ? bytes : new byte[(int)length[0]];
        if (from == 0)
        {
            ranks.Broadcast<byte>(shared);
            return shared;
        }

        double[] numbers = ranks.Rank == from ? Array.ConvertAll(bytes, one => (double)one) : new double[shared.Length];
        ranks.Sum<double>(numbers, new double[numbers.Length]);
        return Array.ConvertAll(numbers, one => (byte)one);
    }

    private void Exchange(RankMoment moment, int batchSize, string? failure)
    {
        bool isFirst = ranks.Rank == 0;
        double place = (int)moment + (16.0 * (batchSize & SizeMask));
        values[PlaceSlot] = place;
        values[SquareSlot] = place * place;
        values[FailedSlot] = failure is null ? 0 : 1;
        values[CanceledSlot] = IsCanceled ? 1 : 0;
        values[StoppedSlot] = isFirst && IsStopped ? 1 : 0;
        values[ChangedSlot] = isFirst && IsChanged ? 1 : 0;
        values[NonFiniteSlot] = IsNonFinite ? 1 : 0;
        values[RateSlot] = isFirst ? LearningRate : 0;
        values[ChecksumSlot] = isFirst ? Checksum : 0;
        try
        {
            ranks.Sum<double>(values, scratch);
        }
        catch
        {
            IsOver = isBroken = true;
            throw;
        }

        if (values[FailedSlot] > 0) { ThrowIfAnyFailed(failure); }
        IsCanceled = values[CanceledSlot] > 0;
        IsStopped = values[StoppedSlot] > 0;
        IsChanged = values[ChangedSlot] > 0;
        IsNonFinite = values[NonFiniteSlot] > 0;
        LearningRate = values[RateSlot];
        Checksum = (uint)values[ChecksumSlot];
        if (IsCanceled)
        {
            IsOver = true;
            return;
        }

        // All numbers are the same if their mean square is the square of their mean.
        if (values[PlaceSlot] != place * ranks.Size || values[SquareSlot] != place * place * ranks.Size)
        {
            IsOver = true;
            string where = batchSize > 0 ? string.Create(CultureInfo.InvariantCulture, $"{moment}, with a batch of {batchSize}") : moment.ToString();
            throw new RankFailedException(string.Create(CultureInfo.InvariantCulture,
                $"Rank {ranks.Rank} is at the moment {where}, and another rank is not: the ranks do not take the same steps (give all of them the same batches; a stream must give all the same samples)."));
        }
    }

    private static string TextOf(Exception problem) => $"{problem.GetType().Name}: {problem.Message}";

    /// <summary>Finds which ranks have failed, and what the first of them says.</summary>
    private void ThrowIfAnyFailed(string? failure)
    {
        double[] failed = new double[ranks.Size];
        failed[ranks.Rank] = failure is null ? 0 : 1;
        ranks.Sum<double>(failed, new double[failed.Length]);
        int first = Array.FindIndex(failed, one => one > 0);
        if (first < 0) { return; }
        IsOver = true;
        string message = Encoding.UTF8.GetString(Share(failure is null ? [] : Encoding.UTF8.GetBytes(failure), first));
        throw new RankFailedException(string.Create(CultureInfo.InvariantCulture, $"Rank {first} failed: {message}"));
    }
}
