using System.Numerics;

namespace NNGen;

/// <summary>
/// Tries hyperparameters that are drawn at random (Bergstra and Bengio, 2012; scikit-learn's <c>RandomizedSearchCV</c>, KerasTuner's
/// <c>RandomSearch</c>). Nothing is tried twice: if the values run out, there are fewer trials.
/// </summary>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
public sealed class RandomSearch<TNetwork, T> : NetworkSearch<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Well above the streams of weights, samples and epochs; each draw uses the next stream.</summary>
    private const long Stream = 16L << 32;

    /// <summary>The number of consecutive draws without a new combination after which the values are considered exhausted.</summary>
    private const int MaxRepeats = 100;

    /// <summary>Creates a search.</summary>
    /// <param name="settings">
    /// Takes the hyperparameters of a trial and returns its settings. Called for every fold, from several threads: it may depend on its
    /// argument, but on nothing that changes.
    /// </param>
    /// <param name="trials">How many to try; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trials"/> is below 1.</exception>
    public RandomSearch(Func<Hyperparameters, TrialSettings> settings, int trials = 10)
        : base(settings)
    {
        Guard.AtLeast(trials, 1, nameof(trials));
        Trials = trials;
    }

    /// <summary>How many are tried.</summary>
    public int Trials { get; }

    private protected override IReadOnlyList<Func<Hyperparameters>> Plan()
    {
        var plan = new List<Func<Hyperparameters>>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (int draw = 0, repeats = 0; plan.Count < Trials && repeats < MaxRepeats; draw++)
        {
            long stream = Stream + draw;
            Hyperparameters Source() => new RandomHyperparameters(new RandomStream(Seed, stream));
            Hyperparameters drawn = Source();
            Settings(drawn);
            if (!known.Add(string.Join('\n', drawn.Values)))
            {
                repeats++;
                continue;
            }

            repeats = 0;
            plan.Add(Source);
        }

        return plan;
    }
}
