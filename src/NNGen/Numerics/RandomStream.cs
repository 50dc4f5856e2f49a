using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>
/// Reproducible random numbers: a seed and a stream number give the same values on every machine and in every later version.
/// </summary>
/// <remarks>
/// The bits are those of <see cref="Philox"/> with the seed as its key, the stream number as the upper half of its counter and the position in
/// the stream as the lower half; streams of one seed do not overlap. Everything derived from the bits uses exactly rounded operations only.
/// Instances are not thread-safe.
/// </remarks>
public sealed class RandomStream
{
    private readonly (uint, uint) key;
    private readonly uint streamLow;
    private readonly uint streamHigh;
    private ulong blockIndex;
    private (uint W0, uint W1, uint W2, uint W3) block;
    private int used = 4;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Which of the seed's independent streams.</param>
    public RandomStream(long seed, long stream = 0)
    {
        key = ((uint)seed, (uint)(seed >> 32));
        streamLow = (uint)stream;
        streamHigh = (uint)(stream >> 32);
    }

    /// <summary>32 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt32()
    {
        if (used == 4)
        {
            block = Philox.Block(key, ((uint)blockIndex, (uint)(blockIndex >> 32), streamLow, streamHigh));
            blockIndex++;
            used = 0;
        }

        return used++ switch { 0 => block.W0, 1 => block.W1, 2 => block.W2, _ => block.W3 };
    }

    /// <summary>
    /// A whole number from 0 to <paramref name="exclusiveMax"/> - 1, each equally likely.
    /// D. Lemire, "Fast random integer generation in an interval", 2019.
    /// </summary>
    /// <param name="exclusiveMax">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        Guard.AtLeast(exclusiveMax, 1, nameof(exclusiveMax));
        uint range = (uint)exclusiveMax;
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            uint unfair = (0u - range) % range;
            while ((uint)product < unfair) { product = (ulong)NextUInt32() * range; }
        }

        return (int)(product >> 32);
    }

    /// <summary>Uniform in [0, 1): a multiple of 2^-53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextUniform() => Next53Bits() * (1.0 / (1L << 53));

    /// <summary>Uniform in [0, 1): a multiple of 2^-24.</summary>
    public float NextUniformSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Normal with mean 0 and standard deviation 1: the inverse of the distribution function at one uniform number.</summary>
    public double NextNormal() =>
        // Halfway between multiples of 2^-52: never 0 or 1, and symmetric.
        NormalQuantile.Of(((Next53Bits() >> 1) + 0.5) * (1.0 / (1L << 52)));

    /// <summary>
    /// As <see cref="NextNormal"/>, drawn again until it is within two standard deviations; the standard deviation of the result is 0.8796.
    /// </summary>
    public double NextTruncatedNormal()
    {
        while (true)
        {
            double value = NextNormal();
            if (Math.Abs(value) <= 2) { return value; }
        }
    }

    /// <summary>Shuffles the items; each order is equally likely (Fisher and Yates).</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Next53Bits()
    {
        long high = NextUInt32() >> 5;
        return (high << 26) | (NextUInt32() >> 6);
    }
}
