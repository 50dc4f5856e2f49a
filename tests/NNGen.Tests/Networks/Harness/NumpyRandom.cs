namespace NNGen.Tests;

/// <summary>
/// NumPy's <c>RandomState</c>, as far as scikit-learn's <c>train_test_split</c> uses it: the Mersenne Twister MT19937 (Matsumoto and
/// Nishimura, 1998) and Fisher and Yates's shuffle.
/// </summary>
internal sealed class NumpyRandom
{
    private const int Size = 624;

    private readonly uint[] state = new uint[Size];
    private int next = Size;

    private NumpyRandom(uint seed)
    {
        state[0] = seed;
        for (int i = 1; i < Size; i++) { state[i] = (1812433253 * (state[i - 1] ^ (state[i - 1] >> 30))) + (uint)i; }
    }

    /// <summary><c>RandomState(seed).permutation(count)</c>; a split takes its test part from the start.</summary>
    public static int[] Permutation(int count, uint seed)
    {
        var random = new NumpyRandom(seed);
        int[] order = Enumerable.Range(0, count).ToArray();
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)random.UpTo((uint)i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>An integer from 0 to <paramref name="max"/>: masked draws, of which larger ones are rejected.</summary>
    private uint UpTo(uint max)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(max);
        uint value;
        do { value = Draw() & mask; } while (value > max);
        return value;
    }

    private uint Draw()
    {
        if (next == Size) { Twist(); }
        uint y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (state[i] & 0x80000000) | (state[(i + 1) % Size] & 0x7fffffff);
            state[i] = state[(i + 397) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }

        next = 0;
    }
}

public class NumpyRandomTests
{
    [Fact]
    public void The_permutation_is_numpys() => Assert.Equal([8, 1, 5, 0, 7, 2, 9, 4, 3, 6], NumpyRandom.Permutation(10, seed: 42));
}
