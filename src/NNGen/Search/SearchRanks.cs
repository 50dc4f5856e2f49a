namespace NNGen;

/// <summary>The ranks of a search: each trains some of the networks of a round, and then all of them know every result.</summary>
internal sealed class SearchRanks
{
    /// <summary>Numbers of a training before its metrics: whether it is finished, its score, and the number of samples.</summary>
    private const int Header = 3;

    private readonly RankAgreement agreement;
    private readonly string[] named;
    private readonly string[] names;

    /// <param name="group">The processes.</param>
    /// <param name="trainings">The most trainings of a round.</param>
    /// <param name="additional">The names of the metrics that are measured in addition to those of every network.</param>
    public SearchRanks(IProcessGroup group, int trainings, IEnumerable<string> additional)
    {
        named = [.. additional];
        names = [.. MetricTable.OwnNames, .. named];
        agreement = new RankAgreement(RankSum.Of(group, shards: 0)!, trainings * Width);
    }

    /// <summary>Whether this process reports the progress.</summary>
    public bool IsFirst => agreement.Ranks.Rank == 0;

    /// <summary>Each metric is preceded by whether it was measured.</summary>
    private int Width => Header + (2 * names.Length);

    /// <summary>Checks that all ranks search the same.</summary>
    /// <param name="texts">What must be the same, by names.</param>
    /// <exception cref="RankFailedException">A rank's differ from rank 0's; every difference is listed.</exception>
    public void Compare(IReadOnlyDictionary<string, string> texts) => agreement.Compare(texts);

    /// <summary>The trainings of this rank.</summary>
    /// <param name="count">The trainings of the round.</param>
    public int[] Own(int count) => [.. Enumerable.Range(0, count).Where(item => item % agreement.Ranks.Size == agreement.Ranks.Rank)];

    /// <summary>Tells the other ranks that this one has failed; they throw at the end of their round.</summary>
    public void Fail(Exception problem) => agreement.Fail(problem);

    /// <summary>Exchanges the results of a round.</summary>
    /// <param name="results">By training: in, those of this rank that are finished, null for the others; out, those of all ranks.</param>
    /// <param name="isCanceled">Whether this rank is canceled.</param>
    /// <returns>Whether any rank is.</returns>
    /// <exception cref="RankFailedException">Another rank has failed.</exception>
    public bool Exchange(Span<TrainingResult?> results, bool isCanceled)
    {
        agreement.Prepare();
        agreement.IsCanceled = isCanceled;
        for (int item = 0; item < results.Length; item++)
        {
            if (results[item] is { } result) { Write(result, agreement.Metrics.Slice(item * Width, Width)); }
        }

        agreement.Exchange(RankMoment.SearchRound);
        for (int item = 0; item < results.Length; item++) { results[item] = Read(agreement.Metrics.Slice(item * Width, Width)); }
        return agreement.IsCanceled;
    }

    private void Write(TrainingResult result, Span<double> numbers)
    {
        (numbers[0], numbers[1], numbers[2]) = (1, result.Score, result.Metrics.Count);
        for (int i = 0; i < names.Length; i++)
        {
            if (result.Metrics.Find(names[i]) is { } value) { (numbers[Header + (2 * i)], numbers[Header + (2 * i) + 1]) = (1, value); }
        }
    }

    private TrainingResult? Read(ReadOnlySpan<double> numbers)
    {
        if (numbers[0] == 0) { return null; }
        var values = new Dictionary<string, double>();
        for (int i = 0; i < names.Length; i++)
        {
            if (numbers[Header + (2 * i)] != 0) { values[names[i]] = numbers[Header + (2 * i) + 1]; }
        }

        Metrics own = MetricTable.From((int)numbers[2], name => values.TryGetValue(name, out double value) ? value : null);
        bool hasNamed = named.Length > 0 && named.All(values.ContainsKey);
        return new(hasNamed ? own with { Named = new NamedValues(named, [.. named.Select(name => values[name])]) } : own, numbers[1]);
    }
}

/// <summary>What a network of a search has reached on the validation samples of its fold.</summary>
/// <param name="Metrics">All metrics.</param>
/// <param name="Score">The objective; NaN if training diverged.</param>
internal sealed record TrainingResult(Metrics Metrics, double Score);
