namespace NNGen;

/// <summary>
/// The position in a training and its initial settings: everything in a checkpoint except the parameters and the optimizer's state.
/// </summary>
internal sealed record TrainingState
{
    /// <summary>Finished epochs.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps of this training.</summary>
    public required long Step { get; init; }

    /// <summary>Batches of this training: more than steps if gradients of several are averaged.</summary>
    public required long Batches { get; init; }

    /// <summary>The learning rate at the beginning.</summary>
    public required double InitialLearningRate { get; init; }

    /// <summary>The learning rate now.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The results of the epochs.</summary>
    public required IReadOnlyList<EpochResult> History { get; init; }

    /// <summary>The state of callbacks, by their names.</summary>
    public required IReadOnlyDictionary<string, CallbackState> Callbacks { get; init; }
}
