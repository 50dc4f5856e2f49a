using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// A search for the best hyperparameters of a network: base of <see cref="RandomSearch{TNetwork, T}"/> and
/// <see cref="GridSearch{TNetwork, T}"/>.
/// </summary>
/// <remarks>
/// Every trial trains a separate network for each fold and evaluates it on the fold's validation samples. Networks are trained at the same
/// time, each on one thread; the result has the same bits with any number of threads.
/// </remarks>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
public abstract class NetworkSearch<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int folds = 5;
    private readonly int maxDegreeOfParallelism = -1;
    private readonly int pruningFactor;
    private readonly int minEpochs = 1;

    private protected NetworkSearch(Func<Hyperparameters, TrialSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
    }

    /// <summary>
    /// Parts of cross-validation; each is used once for validation. With classes, the parts are stratified if every class has enough samples.
    /// Unused if <see cref="Run"/> gets validation samples.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Folds
    {
        get => folds;
        init
        {
            Guard.AtLeast(value, 2, nameof(Folds));
            folds = value;
        }
    }

    /// <summary>The seed of the folds and of the values of a random search.</summary>
    public int Seed { get; init; }

    /// <summary>What is compared.</summary>
    public SearchObjective Objective { get; init; } = SearchObjective.Loss;

    /// <summary>The maximum number of networks trained at the same time; -1 for the number of processors. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither -1 nor from 1 to 1,024.</exception>
    public int MaxDegreeOfParallelism
    {
        get => maxDegreeOfParallelism;
        init
        {
            Guard.MaxDegree(value, nameof(MaxDegreeOfParallelism));
            maxDegreeOfParallelism = value;
        }
    }

    /// <summary>
    /// The processes that share the search, such as those of <c>NNGen.Mpi</c>; null for this one alone. All ranks call <see cref="Run"/> with the same
    /// samples and settings: each trains some of the networks, and gets the same result, which does not depend on their number. Ranks tell one another
    /// their results at the end of each round (see <see cref="PruningFactor"/>; without it there is one), and also that they failed or were canceled.
    /// Rank 0 reports progress.
    /// </summary>
    public IProcessGroup? Group { get; init; }

    /// <summary>
    /// Successive halving (Jamieson and Talwalkar, 2016): 3 first trains all trials for a small part of their epochs, then the best third of them
    /// for three times as many, and so on. 0 for none. Each round starts training again, so a surviving trial has the same score as without
    /// pruning; every round takes about the same number of epochs in total.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 1 or negative.</exception>
    public int PruningFactor
    {
        get => pruningFactor;
        init
        {
            if (value != 0) { Guard.AtLeast(value, 2, nameof(PruningFactor)); }
            pruningFactor = value;
        }
    }

    /// <summary>The minimum number of epochs of a round of pruning, for the trial with the most epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MinEpochs
    {
        get => minEpochs;
        init
        {
            Guard.AtLeast(value, 1, nameof(MinEpochs));
            minEpochs = value;
        }
    }

    /// <summary>
    /// Prepares training and validation samples of each fold, for example with a scaler that is fitted on the training samples; called once per fold.
    /// </summary>
    public Func<Dataset<T>, Dataset<T>, (Dataset<T> Training, Dataset<T> Validation)>? Prepare { get; init; }

    /// <summary>Takes the hyperparameters of a trial and returns its settings.</summary>
    private protected Func<Hyperparameters, TrialSettings> Settings { get; }

    /// <summary>Runs the search.</summary>
    /// <param name="data">The samples; without <paramref name="validation"/> they are divided into folds.</param>
    /// <param name="validation">Validation samples, instead of cross-validation.</param>
    /// <param name="progress">Gets every finished trial, one at a time, on the thread that finished it.</param>
    /// <param name="cancellationToken">Cancels the search between two steps.</param>
    /// <returns>The trials, the best first.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network or the folds, or settings are out of range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or the objective is undefined for it.</exception>
    /// <exception cref="RankFailedException">Another rank of <see cref="Group"/> has failed, or searches something else.</exception>
    /// <exception cref="SearchCanceledException">The search was canceled; the exception holds the finished trials.</exception>
    public SearchResult Run(
        Dataset<T> data, Dataset<T>? validation = null, IProgress<TrialResult>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        BatchChecks.RequireLoss(TNetwork.Description);
        FitChecks.Fits(TNetwork.Description, data, nameof(data));
        if (validation is not null) { FitChecks.Fits(TNetwork.Description, validation, nameof(validation)); }

        (Dataset<T> Training, Dataset<T> Validation)[] parts = validation is null ? Cut(data) : [(data, validation)];
        if (Prepare is not null) { parts = [.. parts.Select(part => Prepare(part.Training, part.Validation))]; }

        Trial[] trials = [.. Plan().Select((source, i) => Describe(source, i + 1))];
        SearchRanks? ranks = Group is { Size: > 1 } ? new SearchRanks(Group, trials.Length * parts.Length, Additional(parts[0].Validation)) : null;
        ranks?.Compare(Identity(parts, trials));
        var run = new SearchRun<TNetwork, T>(parts, Objective, Settings, MaxDegreeOfParallelism, ranks, progress, cancellationToken);
        return run.Run(trials, Rounds(trials), PruningFactor);
    }

    /// <summary>The names of the metrics by output, and of those that the objective measures.</summary>
    private IEnumerable<string> Additional(Dataset<T> samples) => new MetricsAccumulator<T>(TNetwork.Description, samples).Names
        .Concat(ChosenMetric.Of(TNetwork.Description, Objective.MakeMetrics()).Select(metric => metric.Name));

    /// <summary>The sources of the trials' values; every call returns the same values.</summary>
    private protected abstract IReadOnlyList<Func<Hyperparameters>> Plan();

    /// <summary>Stratified if every class that occurs has a sample for each part.</summary>
    private (Dataset<T> Training, Dataset<T> Validation)[] Cut(Dataset<T> data)
    {
        if (data.Count < Folds)
        {
            throw new ArgumentException($"{FileText.Number(data.Count)} samples cannot be cut into {FileText.Number(Folds)} folds.", nameof(data));
        }

        bool canKeepShares = data.LabelsPerSample == 1 && data.Labels.ToArray().CountBy(label => label).All(label => label.Value >= Folds);
        return [.. canKeepShares ? data.StratifiedKFold(Folds, Seed) : data.KFold(Folds, Seed)];
    }

    private Trial Describe(Func<Hyperparameters> source, int number)
    {
        Hyperparameters parameters = source();
        TrialSettings settings = Settings(parameters)
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Trial {number} has no settings: the function returned null."));
        return new Trial(number, source, [.. parameters.Values], settings);
    }

    /// <summary>What must be the same on all ranks, by names.</summary>
    private SortedDictionary<string, string> Identity((Dataset<T> Training, Dataset<T> Validation)[] parts, Trial[] trials)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["element type"] = typeof(T).Name,
            ["network"] = TNetwork.Description.Name,
            ["objective"] = Objective.Name,
            ["pruning factor"] = FileText.Number(PruningFactor),
            ["minimum epochs"] = FileText.Number(MinEpochs),
        };
        for (int i = 0; i < parts.Length; i++)
        {
            texts[$"fold {FileText.Number(i + 1)}"] = $"{TrainingIdentity.Of(parts[i].Training)}, validated on {TrainingIdentity.Of(parts[i].Validation)}";
        }

        foreach (Trial trial in trials)
        {
            texts[$"trial {FileText.Number(trial.Number)}"] = $"{string.Join(", ", trial.Parameters)} ({trial.Settings})";
        }

        return texts;
    }

    /// <summary>The fraction of the epochs in each round: 1 for the last.</summary>
    private double[] Rounds(Trial[] trials)
    {
        var parts = new List<double> { 1 };
        if (PruningFactor == 0) { return [.. parts]; }
        int epochs = trials.Max(trial => trial.Settings.Epochs);
        for (long divisor = PruningFactor; divisor <= trials.Length && epochs / divisor >= MinEpochs; divisor *= PruningFactor)
        {
            parts.Insert(0, 1.0 / divisor);
        }

        return [.. parts];
    }
}

/// <summary>A trial before it is run.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Source">Creates its hyperparameters again.</param>
/// <param name="Parameters">Their values.</param>
/// <param name="Settings">How it trains.</param>
internal sealed record Trial(
    int Number, Func<Hyperparameters> Source, IReadOnlyList<HyperparameterValue> Parameters, TrialSettings Settings);
