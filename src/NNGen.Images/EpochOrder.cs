using System.Numerics;

namespace NNGen;

/// <summary>The order of images in an epoch.</summary>
internal static class EpochOrder
{
    /// <summary>Reads all images of an epoch part by part.</summary>
    /// <param name="count">Number of images.</param>
    /// <param name="partSize">Images of a part; the last may have fewer.</param>
    /// <param name="shuffleSeed">The seed of the order; null for none.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="read">Reads the images with these numbers.</param>
    /// <remarks>The stream that calls it checks for cancellation between parts.</remarks>
    public static async IAsyncEnumerable<Dataset<T>> Parts<T>(int count, int partSize, int? shuffleSeed, int epoch, Func<int[], Dataset<T>> read)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] order = [.. Enumerable.Range(0, count)];
        if (shuffleSeed is { } seed) { new RandomStream(seed, RandomStreams.Images + epoch).Shuffle(order.AsSpan()); }
        foreach (int[] part in order.Chunk(partSize)) { yield return read(part); }
        await Task.CompletedTask.ConfigureAwait(false);
    }
}
