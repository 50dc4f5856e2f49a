namespace NNGen;

/// <summary>
/// The numbers of random streams for data: well above the stream numbers that a network of the same seed uses, so that its initial
/// weights and the order of its samples are independent.
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

    /// <summary>The order of the images of a folder in the first epoch; each epoch has the next stream.</summary>
    public const long Images = 10L << 32;

    /// <summary>
    /// The upper word of the counters of masks and noise: the highest bit, which no stream above has, then 15 bits of the step number, which
    /// is too long for a word, and the layer's number among those that draw random numbers.
    /// </summary>
    public static uint Noise(long step, int layer) => 0x80000000u | ((uint)(step >> 32) << 16 & 0x7FFF0000u) | (ushort)layer;

    /// <summary>The random numbers of an image's augmentation in an epoch. Their keys have a bit that no other use of a seed has.</summary>
    public static RandomStream Augmentation(int seed, int epoch, int image) => new((1L << 32) | (uint)seed, ((long)epoch << 32) | (uint)image);
}
