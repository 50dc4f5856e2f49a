using System.Globalization;

namespace NNGen;

/// <summary>How one trial of a search trains its networks.</summary>
public sealed record TrialSettings
{
    /// <summary>How the parameters follow their gradients. Make a new one in every call: folds are trained at the same time.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>How often every sample is seen; at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples of a step; at least 1.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>What first weights and the order of samples are drawn from; the same for every trial, unless it is searched for.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Who watches and steers each training, such as <see cref="EarlyStopping"/>: give new ones in every call, since folds are trained at the
    /// same time. Where there are any, training measures the fold's validation samples after every epoch, also with the metric of the
    /// search's objective, so that they can be watched.
    /// </summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Such as <c>Adam, 10 epochs, batches of 32, seed 0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Optimizer.GetType().Name}, {Epochs} epochs, batches of {BatchSize}, seed {Seed}");
}
