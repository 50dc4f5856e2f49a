using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>State that is not trained: counters, running means and variances. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateValues
{
    /// <summary>A counter's first value counts to this number, its second one how often that was reached.</summary>
    internal const int Radix = 1 << 20;

    /// <summary>Counters stay below it: <see cref="float"/> holds every integer up to 2²⁴, and 2²⁴ · 2²⁰ = 2⁴⁴.</summary>
    internal const long Limit = 1L << 44;

    /// <summary>A value of a network's state, for writing.</summary>
    /// <param name="values">The values of the network.</param>
    /// <param name="offset">Its place among all values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is that of a trainable value, which optimizers change, or out of range.</exception>
    public static ref T At<T>(ParameterValues<T> values, int offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        int trainable = values.Span.Length - values.State.Length;
        Guard.InRange(offset, trainable, values.Span.Length - 1, nameof(offset));
        return ref values.State[offset - trainable];
    }

    /// <summary>What a counter has counted.</summary>
    /// <param name="counter">The first of its two values.</param>
    public static long Count<T>(ref readonly T counter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        long.CreateSaturating(counter) + (long.CreateSaturating(Unsafe.Add(ref Unsafe.AsRef(in counter), 1)) * Radix);

    /// <summary>Counts one more.</summary>
    /// <param name="counter">The first of the counter's two values.</param>
    public static void Increment<T>(ref T counter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        counter += T.One;
        if (counter < T.CreateChecked(Radix)) { return; }
        counter = T.Zero;
        Unsafe.Add(ref counter, 1) += T.One;
    }

    /// <summary>Sets a counter.</summary>
    /// <param name="counter">Its two values.</param>
    /// <param name="count">From 0 to below <see cref="Limit"/>.</param>
    internal static void Set<T>(Span<T> counter, long count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (counter[0], counter[1]) = (T.CreateChecked(count % Radix), T.CreateChecked(count / Radix));

    /// <summary>Whether two values are a counter's: whole, not negative, and in their ranges.</summary>
    internal static bool IsCounter<T>(ReadOnlySpan<T> counter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsWholeBelow(counter[0], Radix) && IsWholeBelow(counter[1], Limit / Radix);

    /// <summary>Moves running statistics towards those of a batch: running ← (1 − momentum) · running + momentum · (batch · factor).</summary>
    /// <remarks>
    /// The momentum is PyTorch's; Keras's is 1 − momentum. PyTorch averages unbiased variances of n values, biased ones times n / (n − 1); Keras
    /// averages biased ones, with the factor 1. Like PyTorch, computed in double and rounded once.
    /// </remarks>
    /// <param name="running">The first running value.</param>
    /// <param name="batch">The first value of the batch.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="momentum">The fraction of the batch, from 0 to 1.</param>
    /// <param name="factor">What the values of the batch are multiplied by.</param>
    public static void Average<T>(ref T running, ref T batch, int count, double momentum, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < count; i++)
        {
            ref T value = ref Unsafe.Add(ref running, i);
            double news = double.CreateTruncating(Unsafe.Add(ref batch, i)) * factor;
            value = T.CreateTruncating(((1 - momentum) * double.CreateTruncating(value)) + (momentum * news));
        }
    }

    private static bool IsWholeBelow<T>(T value, long limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        value >= T.Zero && value < T.CreateChecked(limit) && T.IsInteger(value);
}
