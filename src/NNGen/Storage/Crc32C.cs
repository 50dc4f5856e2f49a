using System.Numerics;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>The checksum CRC-32C (Castagnoli), as in TensorBoard's records: RFC 3720, section 12.1.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(~0u, bytes);

    /// <summary>Continues a sum that is not inverted yet: the caller starts with all ones and inverts the result.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) { sum = BitOperations.Crc32C(sum, word); }
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..]) { sum = BitOperations.Crc32C(sum, rest); }
        return sum;
    }

    /// <summary>The sum as in records, masked because sums of data that contain sums are weak (TensorFlow's <c>record_writer</c>).</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + 0xA282EAD8u;
}
