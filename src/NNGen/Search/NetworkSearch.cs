using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// A search for the hyperparameters with which a network learns best: base of <see cref="RandomSearch{TNetwork, T}"/> and
/// <see cref="GridSearch{TNetwork, T}"/>.
/// </summary>
/// <remarks>
/// Every trial trains a network of its own on each fold of the samples and measures it on the rest. Networks are trained at the same time,
/// each on one thread; the result has the same bits on any number of threads.
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
    /// Parts of cross-validation; each is validated with once. With classes the parts keep their shares, where every class has enough samples
    /// for that. Unused where <see cref="Run"/> is given validation samples.
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

    /// <summary>What the folds, and the values of a random search, are drawn from.</summary>
    public int Seed { get; init; }

    /// <summary>What is compared.</summary>
    public SearchObjective Objective { get; init; } = SearchObjective.Loss;

    /// <summary>The most networks that are trained at the same time; -1 for as many as there are processors. No result depends on it.</summary>
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
    /// Successive halving (Jamieson and Talwalkar, 2016): 3 first trains all trials for a small part of their epochs, then the best third of them
    /// for three times as many, and so on. 0 for none. Each round trains anew, so a trial that survives scores as it would without pruning;
    /// every round takes about as many epochs altogether.
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

    /// <summary>The least number of epochs of a round of pruning, for the trial that asks for the most epochs.</summary>
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
    /// Creates training and validation samples of each fold ready, such as by a scaler that knows the training samples only; called once for a fold.
    /// </summary>
    public Func<Dataset<T>, Dataset<T>, (Dataset<T> Training, Dataset<T> Validation)>? Prepare { get; init; }

    /// <summary>Asks for the hyperparameters of a trial and says how it trains.</summary>
    private protected Func<Hyperparameters, TrialSettings> Settings { get; }

    /// <summary>Searches.</summary>
    /// <param name="data">The samples; without <paramref name="validation"/> they are cut into folds.</param>
    /// <param name="validation">Samples to measure with, instead of cross-validation.</param>
    /// <param name="progress">Told of every trial that is finished, one at a time, on the thread that finished it.</param>
    /// <param name="cancellationToken">Ends the search between two steps.</param>
    /// <returns>The trials, the best first.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network or the folds, or settings are out of range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or the objective has no meaning for it.</exception>
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
        var run = new SearchRun<TNetwork, T>(parts, Objective, Settings, MaxDegreeOfParallelism, progress, cancellationToken);
        return run.Run(trials, Rounds(trials), PruningFactor);
    }

    /// <summary>Where each trial takes its values from; every call gives the same values.</summary>
    private protected abstract IReadOnlyList<Func<Hyperparameters>> Plan();

    /// <summary>Stratified where every class that occurs has a sample for each part.</summary>
    private (Dataset<T> Training, Dataset<T> Validation)[] Cut(Dataset<T> data)
    {
        if (data.Count < Folds)
        {
            throw new ArgumentException($"{FileText.Number(data.Count)} samples cannot be cut into {FileText.Number(Folds)} folds.", nameof(data));
        }

        bool canKeepShares = data.HasLabels && data.Labels.ToArray().CountBy(label => label).All(label => label.Value >= Folds);
        return [.. canKeepShares ? data.StratifiedKFold(Folds, Seed) : data.KFold(Folds, Seed)];
    }

    private Trial Describe(Func<Hyperparameters> source, int number)
    {
        Hyperparameters parameters = source();
        TrialSettings settings = Settings(parameters)
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Trial {number} has no settings: the function returned null."));
        return new Trial(number, source, [.. parameters.Values], settings);
    }

    /// <summary>The part of the epochs of each round: 1 for the last.</summary>
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
/// <param name="Source">Makes its hyperparameters anew.</param>
/// <param name="Parameters">Their values.</param>
/// <param name="Settings">How it trains.</param>
internal sealed record Trial(
    int Number, Func<Hyperparameters> Source, IReadOnlyList<HyperparameterValue> Parameters, TrialSettings Settings);
