using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>
/// Philox4x32-10, a counter-based random number generator: 128 random bits are a function of a key and a counter, so any part of any stream
/// can be computed directly. J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;

    /// <summary>The block of four words that belongs to a key and a counter.</summary>
    /// <param name="key">The key's two words, low word first.</param>
    /// <param name="counter">The counter's four words, lowest word first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (uint W0, uint W1, uint W2, uint W3) Block((uint K0, uint K1) key, (uint C0, uint C1, uint C2, uint C3) counter)
    {
        (uint k0, uint k1) = key;
        (uint c0, uint c1, uint c2, uint c3) = counter;
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = 0xD2511F53UL * c0;
            ulong product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += 0x9E3779B9; // golden ratio
            k1 += 0xBB67AE85; // √3 - 1
        }

        return (c0, c1, c2, c3);
    }
}
