namespace NNGen.Tests;

/// <summary>A 64-bit hash based on FNV-1a, over whole words, for committed checksums.</summary>
internal static class Checksum
{
    public const ulong Start = 0xCBF29CE484222325;

    /// <summary>Adds a value; every NaN counts as the same.</summary>
    public static ulong Add(ulong hash, double value)
    {
        ulong product = (hash ^ (double.IsNaN(value) ? 0x7FF8_0000_0000_0000 : BitConverter.DoubleToUInt64Bits(value))) * 0x100000001B3;
        // A multiplication only carries upward; this feeds the upper bits back into the lower ones.
        return product ^ (product >> 32);
    }
}
