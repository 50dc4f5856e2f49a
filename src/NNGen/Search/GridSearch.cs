using System.Numerics;

namespace NNGen;

/// <summary>
/// Tries every combination of hyperparameters (scikit-learn's <c>GridSearchCV</c>); a range is tried at its grid points. A hyperparameter
/// that depends on another is varied only in trials that use it.
/// </summary>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
public sealed class GridSearch<TNetwork, T> : NetworkSearch<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>More trials than is practical; a larger grid is probably a mistake in a range.</summary>
    private const int MaxTrials = 100_000;

    /// <summary>Creates a search.</summary>
    /// <param name="settings">
    /// Takes the hyperparameters of a trial and returns its settings. Called for every fold, from several threads: it may depend on its
    /// argument, but on nothing that changes.
    /// </param>
    public GridSearch(Func<Hyperparameters, TrialSettings> settings)
        : base(settings)
    {
    }

    private protected override IReadOnlyList<Func<Hyperparameters>> Plan()
    {
        var plan = new List<Func<Hyperparameters>>();
        for (IReadOnlyList<int>? path = []; path is not null;)
        {
            if (plan.Count == MaxTrials)
            {
                throw new InvalidOperationException(
                    $"The grid has more than {FileText.Number(MaxTrials)} points (take fewer grid points, larger steps, or a RandomSearch).");
            }

            IReadOnlyList<int> own = path;
            plan.Add(() => new GridHyperparameters(own));
            var walk = new GridHyperparameters(own);
            Settings(walk);
            path = walk.Next();
        }

        return plan;
    }
}
