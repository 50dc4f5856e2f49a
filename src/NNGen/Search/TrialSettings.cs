using System.Globalization;

namespace NNGen;

/// <summary>How one trial of a search trains its networks.</summary>
public sealed record TrialSettings
{
    /// <summary>The optimizer. Create a new one in every call: folds are trained at the same time.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>Number of epochs; at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples of a step; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The seed of the initial weights and of the order of the samples; the same for every trial, unless it is a hyperparameter.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Callbacks of each training, such as <see cref="EarlyStopping"/>: create new ones in every call, since folds are trained at the same time.
    /// If there are any, the fold's validation samples are evaluated after every epoch, also with the metric of the search's objective, so
    /// that callbacks can monitor them.
    /// </summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Returns a text such as <c>Adam, 10 epochs, batches of 32, seed 0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Optimizer.GetType().Name}, {Epochs} epochs, batches of {BatchSize}, seed {Seed}");
}
