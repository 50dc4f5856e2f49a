using System.Numerics;

namespace NNGen;

/// <summary>Creates streams of samples.</summary>
public static class DataStream
{
    /// <summary>A stream whose parts come from a function, such as one that reads file after file.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="open">
    /// Starts an epoch: returns datasets of any sizes, one after another, with the same columns. Its argument cancels reading.
    /// </param>
    /// <returns>The stream; nothing is read yet.</returns>
    public static DataStream<T> Create<T>(Func<CancellationToken, IAsyncEnumerable<Dataset<T>>> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DataStream<T>((_, cancellationToken) => open(cancellationToken));
    }

    /// <summary>
    /// A stream whose parts come from a function that returns other samples in each epoch, such as file after file of a long recording.
    /// </summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="open">
    /// Starts an epoch, whose number, from 1, is its first argument: resumed training starts with the first missing epoch.
    /// Returns datasets of any sizes, one after another, with the same columns. Its second argument cancels reading.
    /// </param>
    /// <returns>The stream; nothing is read yet.</returns>
    public static DataStream<T> Create<T>(Func<int, CancellationToken, IAsyncEnumerable<Dataset<T>>> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DataStream<T>(open);
    }

    /// <summary>A stream whose parts come from a synchronous function, such as an iterator over files.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="open">Starts an epoch: returns datasets of any sizes, one after another, with the same columns.</param>
    /// <returns>The stream; nothing is read yet.</returns>
    public static DataStream<T> Create<T>(Func<IEnumerable<Dataset<T>>> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DataStream<T>((_, _) => DataStream<T>.Parts(open()));
    }

    /// <summary>A stream of one dataset, in its order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The dataset.</param>
    /// <returns>The stream.</returns>
    public static DataStream<T> From<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return Create<T>(() => [data]);
    }
}
