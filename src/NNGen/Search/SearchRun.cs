using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>
/// Runs the trials of a search round by round; which of them continue depends on all scores of a round, never on which finished first. Ranks share
/// the trainings of a round.
/// </summary>
internal sealed class SearchRun<TNetwork, T>(
    (Dataset<T> Training, Dataset<T> Validation)[] parts,
    SearchObjective objective,
    Func<Hyperparameters, TrialSettings> settings,
    int maxDegreeOfParallelism,
    SearchRanks? ranks,
    IProgress<TrialResult>? progress,
    CancellationToken cancellationToken)
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lock gate = new();
    private readonly List<TrialResult> finished = [];
    private readonly HashSet<Callback> claimed = new(ReferenceEqualityComparer.Instance);

    /// <param name="trials">The trials.</param>
    /// <param name="rounds">The fraction of the epochs in each round.</param>
    /// <param name="factor">One in this many continues in the next round.</param>
    public SearchResult Run(Trial[] trials, double[] rounds, int factor)
    {
        (Trial Trial, Outcome Outcome)[] alive = [.. trials.Select(trial => (trial, Outcome.None))];
        for (int round = 0; round < rounds.Length; round++)
        {
            bool isLast = round == rounds.Length - 1;
            Outcome[] outcomes = RunRound(alive, rounds[round], round, isLast);
            (Trial Trial, Outcome Outcome)[] ranked =
            [
                .. alive.Select((entry, i) => (entry.Trial, Outcome: outcomes[i]))
                    .Where(entry => !entry.Outcome.IsDiverged)
                    .Order(Comparer<(Trial Trial, Outcome Outcome)>.Create((left, right) =>
                        objective.Compare(left.Outcome.Score, right.Outcome.Score) is var byScore && byScore != 0
                            ? byScore
                            : left.Trial.Number.CompareTo(right.Trial.Number))),
            ];
            if (isLast) { break; }
            int kept = (alive.Length + factor - 1) / factor;
            int number = round;
            foreach ((Trial trial, Outcome outcome) in ranked.Skip(kept)) { Finish(trial, outcome, number, TrialStatus.Pruned); }
            alive = [.. ranked.Take(kept)];
        }

        return new SearchResult(finished, objective);
    }

    private Outcome[] RunRound((Trial Trial, Outcome Before)[] trials, double part, int round, bool isLast)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outcomes = new Outcome[trials.Length];
        int[] open = new int[trials.Length];
        for (int i = 0; i < trials.Length; i++)
        {
            int all = trials[i].Trial.Settings.Epochs;
            int epochs = isLast ? all : Share.RoundedUp(all, part);
            outcomes[i] = trials[i].Before.Epochs == epochs ? trials[i].Before : new Outcome(epochs, new TrainingResult[parts.Length]);
            open[i] = parts.Length;
        }

        int[] own = ranks?.Own(trials.Length * parts.Length) ?? [.. Enumerable.Range(0, trials.Length * parts.Length)];
        var results = new TrainingResult?[trials.Length * parts.Length];
        var failures = new Exception?[own.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism > 0 ? maxDegreeOfParallelism : Environment.ProcessorCount };
        Parallel.For(0, own.Length, options, i =>
        {
            if (stop.IsCancellationRequested) { return; }
            (int index, int fold) = Math.DivRem(own[i], parts.Length);
            (Trial trial, Outcome before) = trials[index];
            Outcome outcome = outcomes[index];
            try
            {
                if (!ReferenceEquals(outcome, before)) { outcome.Results[fold] = Train(trial, outcome.Epochs, fold, stop.Token); }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                failures[i] = problem;
                stop.Cancel();
                return;
            }

            if (ranks is null) { Close(index); }
            else { results[own[i]] = outcome.Results[fold]; }
        });

        if (Array.Find(failures, failure => failure is not null) is { } first)
        {
            ranks?.Fail(first);
            ExceptionDispatchInfo.Throw(first);
        }

        bool isCanceled = ranks?.Exchange(results, cancellationToken.IsCancellationRequested) ?? cancellationToken.IsCancellationRequested;
        for (int item = 0; ranks is not null && item < results.Length; item++)
        {
            if (results[item] is not { } result) { continue; }
            (int index, int fold) = Math.DivRem(item, parts.Length);
            outcomes[index].Results[fold] = result;
            Close(index);
        }

        return isCanceled && (!isLast || open.Any(count => count > 0))
            ? throw new SearchCanceledException(new SearchResult(finished, objective), cancellationToken)
            : outcomes;

        // One more fold of a trial is known.
        void Close(int index)
        {
            if (Interlocked.Decrement(ref open[index]) > 0) { return; }
            if (outcomes[index].IsDiverged) { Finish(trials[index].Trial, outcomes[index], round, TrialStatus.Diverged); }
            else if (isLast) { Finish(trials[index].Trial, outcomes[index], round, TrialStatus.Completed); }
        }
    }

    private TrainingResult Train(Trial trial, int epochs, int fold, CancellationToken stop)
    {
        // Everything that changes during training belongs to this fold, including the optimizer.
        TrialSettings own = settings(trial.Source());
        Claim(own.Callbacks);
        INetwork<TNetwork, T> network = TNetwork.Create(own.Seed);
        try
        {
            bool isWatched = own.Callbacks.Count > 0;
            network.Fit(
                parts[fold].Training,
                new FitOptions
                {
                    Epochs = epochs,
                    BatchSize = own.BatchSize,
                    Optimizer = own.Optimizer,
                    Callbacks = own.Callbacks,
                    Metrics = isWatched ? objective.MakeMetrics() : [],
                    Seed = own.Seed,
                    MaxDegreeOfParallelism = 1,
                },
                isWatched ? parts[fold].Validation : null,
                stop);
        }
        catch (NonFiniteLossException)
        {
            return new(new Metrics { Count = parts[fold].Validation.Count }, double.NaN);
        }

        Metrics metrics = network.Evaluate(
            parts[fold].Validation, objective.MakeMetrics(), maxDegreeOfParallelism: 1, cancellationToken: stop);
        return new(metrics, objective.ValueOf(metrics));
    }

    private void Claim(IReadOnlyList<Callback> callbacks)
    {
        lock (gate)
        {
            foreach (Callback callback in callbacks)
            {
                if (callback is not null && !claimed.Add(callback))
                {
                    throw new InvalidOperationException(
                        $"Two trainings of the search have the same {callback.GetType().Name} object, but a callback belongs to one (create a new one in every call of the function).");
                }
            }
        }
    }

    private void Finish(Trial trial, Outcome outcome, int round, TrialStatus status)
    {
        var result = new TrialResult
        {
            Number = trial.Number,
            Parameters = trial.Parameters,
            Settings = trial.Settings,
            Scores = [.. outcome.Results.Select(result => result.Score)],
            Metrics = [.. outcome.Results.Select(result => result.Metrics)],
            Status = status,
            Epochs = outcome.Epochs,
            Rung = round,
        };
        lock (gate)
        {
            finished.Add(result);
            if (ranks is null or { IsFirst: true }) { progress?.Report(result); }
        }
    }

    /// <summary>The results of a trial after some epochs, fold by fold.</summary>
    private sealed record Outcome(int Epochs, TrainingResult[] Results)
    {
        public static Outcome None { get; } = new(-1, []);

        public double Score => Results.Sum(result => result.Score) / Results.Length;

        public bool IsDiverged => Results.Any(result => !double.IsFinite(result.Score));
    }
}
