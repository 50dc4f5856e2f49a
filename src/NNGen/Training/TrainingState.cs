namespace NNGen;

/// <summary>How far a training is, and what it was begun with: all of a checkpoint but the parameters and the optimizer's memory of them.</summary>
internal sealed record TrainingState
{
    /// <summary>Finished epochs.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps of this training.</summary>
    public required long Step { get; init; }

    /// <summary>Batches of this training: more than steps if gradients of several are averaged.</summary>
    public required long Batches { get; init; }

    /// <summary>The learning rate at the very beginning.</summary>
    public required double InitialLearningRate { get; init; }

    /// <summary>The learning rate now.</summary>
    public required double LearningRate { get; init; }

    /// <summary>What the epochs measured.</summary>
    public required IReadOnlyList<EpochResult> History { get; init; }

    /// <summary>What callbacks remember, by their names.</summary>
    public required IReadOnlyDictionary<string, CallbackState> Callbacks { get; init; }
}
