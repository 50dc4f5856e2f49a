using System.Numerics;

namespace NNGen;

/// <summary>Cross-validation of one choice of settings (scikit-learn's <c>cross_validate</c>).</summary>
public static class CrossValidation
{
    /// <summary>Trains a network for each fold and evaluates it on the fold's validation samples.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="data">The samples.</param>
    /// <param name="settings">How to train; called for every fold, from several threads, so that each has its own optimizer.</param>
    /// <param name="folds">Parts of the samples, at least 2; with classes, they are stratified.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <param name="objective">What <see cref="TrialResult.Score"/> measures; by default the loss.</param>
    /// <param name="prepare">Prepares training and validation samples of each fold, for example with a scaler.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of networks trained at the same time; -1 for the number of processors. Results do not depend on it.
    /// </param>
    /// <param name="cancellationToken">Cancels training between two steps.</param>
    /// <returns>Scores and metrics of every fold, their mean and deviation.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network or the folds, or settings are out of range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or the objective is undefined for it.</exception>
    /// <exception cref="SearchCanceledException">It was canceled.</exception>
    public static TrialResult Run<TNetwork, T>(
        Dataset<T> data,
        Func<TrialSettings> settings,
        int folds = 5,
        int seed = 0,
        SearchObjective? objective = null,
        Func<Dataset<T>, Dataset<T>, (Dataset<T> Training, Dataset<T> Validation)>? prepare = null,
        int maxDegreeOfParallelism = -1,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(settings);
        var search = new GridSearch<TNetwork, T>(_ => settings())
        {
            Folds = folds,
            Seed = seed,
            Objective = objective ?? SearchObjective.Loss,
            Prepare = prepare,
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
        };
        return search.Run(data, cancellationToken: cancellationToken)[0];
    }
}
