using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>
/// Runs the trials of a search round by round; which of them continue depends on all scores of a round, never on which finished first.
/// </summary>
internal sealed class SearchRun<TNetwork, T>(
    (Dataset<T> Training, Dataset<T> Validation)[] parts,
    SearchObjective objective,
    Func<Hyperparameters, TrialSettings> settings,
    int maxDegreeOfParallelism,
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
            outcomes[i] = trials[i].Before.Epochs == epochs ? trials[i].Before : new Outcome(epochs, new Metrics[parts.Length], new double[parts.Length]);
            open[i] = parts.Length;
        }

        var failures = new Exception?[trials.Length * parts.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism > 0 ? maxDegreeOfParallelism : Environment.ProcessorCount };
        Parallel.For(0, failures.Length, options, item =>
        {
            if (stop.IsCancellationRequested) { return; }
            (int index, int fold) = Math.DivRem(item, parts.Length);
            (Trial trial, Outcome before) = trials[index];
            Outcome outcome = outcomes[index];
            try
            {
                if (!ReferenceEquals(outcome, before)) { Train(trial, outcome, fold, stop.Token); }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                failures[item] = problem;
                stop.Cancel();
                return;
            }

            if (Interlocked.Decrement(ref open[index]) > 0) { return; }
            if (outcome.IsDiverged) { Finish(trial, outcome, round, TrialStatus.Diverged); }
            else if (isLast) { Finish(trial, outcome, round, TrialStatus.Completed); }
        });

        if (Array.Find(failures, failure => failure is not null) is { } first) { ExceptionDispatchInfo.Throw(first); }
        return cancellationToken.IsCancellationRequested && open.Any(count => count > 0)
            ? throw new SearchCanceledException(new SearchResult(finished, objective), cancellationToken)
            : outcomes;
    }

    private void Train(Trial trial, Outcome outcome, int fold, CancellationToken stop)
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
                    Epochs = outcome.Epochs,
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
            outcome.Metrics[fold] = new Metrics { Count = parts[fold].Validation.Count };
            outcome.Scores[fold] = double.NaN;
            return;
        }

        outcome.Metrics[fold] = network.Evaluate(
            parts[fold].Validation, objective.MakeMetrics(), maxDegreeOfParallelism: 1, cancellationToken: stop);
        outcome.Scores[fold] = objective.ValueOf(outcome.Metrics[fold]);
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
            Scores = outcome.Scores,
            Metrics = outcome.Metrics,
            Status = status,
            Epochs = outcome.Epochs,
            Rung = round,
        };
        lock (gate)
        {
            finished.Add(result);
            progress?.Report(result);
        }
    }

    /// <summary>The results of a trial after some epochs, fold by fold.</summary>
    private sealed record Outcome(int Epochs, Metrics[] Metrics, double[] Scores)
    {
        public static Outcome None { get; } = new(-1, [], []);

        public double Score => Scores.Sum() / Scores.Length;

        public bool IsDiverged => Scores.Any(score => !double.IsFinite(score));
    }
}
