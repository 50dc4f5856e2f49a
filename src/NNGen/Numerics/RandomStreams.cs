namespace NNGen;

/// <summary>
/// The streams of random numbers that work on data: far from the small stream numbers that a network of the same seed uses,
/// so that its first weights and the order of its samples have nothing in common.
/// </summary>
internal static class RandomStreams
{
    public const long Shuffle = 1L << 32;

    public const long Split = 2L << 32;

    public const long Synthetic = 3L << 32;

    /// <summary>The order of the samples in the first epoch; each epoch has the next stream.</summary>
    public const long Epochs = 4L << 32;

    /// <summary>The parts of cross-validation.</summary>
    public const long Folds = 8L << 32;

    /// <summary>The shuffle buffer of a stream's first epoch; each epoch has the next stream.</summary>
    public const long Streams = 9L << 32;
}
