namespace NNGen;

/// <summary>How a trial ended.</summary>
public enum TrialStatus
{
    /// <summary>All its epochs were trained.</summary>
    Completed,

    /// <summary>Others were better after fewer epochs.</summary>
    Pruned,

    /// <summary>A loss or a gradient was no longer finite: the learning rate is too high.</summary>
    Diverged,
}

/// <summary>The hyperparameters of a trial and its results.</summary>
public sealed record TrialResult
{
    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The hyperparameters, in the order in which they were taken.</summary>
    public required IReadOnlyList<HyperparameterValue> Parameters { get; init; }

    /// <summary>How the networks were trained: <c>net.Fit(all, best.Settings.Epochs, best.Settings.BatchSize, best.Settings.Optimizer)</c>.</summary>
    public required TrialSettings Settings { get; init; }

    /// <summary>The objective on every fold, after the last epoch; NaN if training diverged.</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>All metrics on every fold; undefined if training diverged.</summary>
    public required IReadOnlyList<Metrics> Metrics { get; init; }

    /// <summary>How it ended.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>
    /// Epochs after which it was evaluated, unless a callback stopped training earlier; fewer than in its settings if it was pruned.
    /// </summary>
    public required int Epochs { get; init; }

    /// <summary>The number of rounds that the trial survived.</summary>
    internal int Rung { get; init; }

    /// <summary>Mean of <see cref="Scores"/>.</summary>
    public double Score => Scores.Sum() / Scores.Count;

    /// <summary>Their standard deviation, with the number of folds as divisor as in scikit-learn's <c>std_test_score</c>; 0 for one.</summary>
    public double Deviation
    {
        get
        {
            double mean = Score;
            return Math.Sqrt(Scores.Sum(score => (score - mean) * (score - mean)) / Scores.Count);
        }
    }

    /// <summary>A hyperparameter by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">The trial has none of this name; the message lists those it has.</exception>
    public object this[string name]
    {
        get
        {
            foreach (HyperparameterValue parameter in Parameters)
            {
                if (parameter.Name == name) { return parameter.Value; }
            }

            throw new KeyNotFoundException(
                $"Trial {FileText.Number(Number)} has no hyperparameter '{name}' (it has {FileText.Names([.. Parameters.Select(p => p.Name)])}).");
        }
    }

    /// <summary>Returns a text such as <c>learning rate = 0.001, batch size = 32</c>.</summary>
    /// <returns>The hyperparameters.</returns>
    public override string ToString() => string.Join(", ", Parameters);
}
