using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace NNGen.Tests;

/// <summary>Headers of nearly the 100 MB that the format allows: rejected before they fill the memory.</summary>
public class SafeTensorsLargeHeaderTests
{
    private const int Length = 98_000_000;

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[""", "tensor 'a' has more than 64 dimensions, the most that NNGen reads.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[""", "tensor 'a' has more than 2 data_offsets; expected [begin, end].")]
    public void Millions_of_numbers_are_rejected(string start, string message)
    {
        byte[] header = new byte[Length];
        header.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(start, header);
        Span<byte> numbers = header.AsSpan(start.Length, (Length - start.Length - 4) & ~1);
        MemoryMarshal.Cast<byte, ushort>(numbers).Fill(MemoryMarshal.Read<ushort>("0,"u8));
        "]}}"u8.CopyTo(header.AsSpan(start.Length + numbers.Length - 1));
        AssertRefused(header, message);
    }

    [Fact]
    public void Millions_of_tensors_are_rejected()
    {
        byte[] header = Repeat(""" "0000000":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"""u8, "{"u8);
        AssertRefused(header, "the header has more than 100,000 tensors, the most that NNGen reads.");
    }

    [Fact]
    public void Millions_of_entries_of_metadata_are_rejected()
    {
        byte[] header = Repeat(""" "0000000":"","""u8, "{\"__metadata__\":{"u8);
        AssertRefused(header, "__metadata__ has more than 100,000 entries, the most that NNGen reads.");
    }

    /// <summary>A header of many entries, each with its number from the third character on.</summary>
    private static byte[] Repeat(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> start)
    {
        byte[] header = new byte[Length];
        header.AsSpan().Fill((byte)' ');
        start.CopyTo(header);
        int at = start.Length;
        for (int number = 0; at + entry.Length + 2 <= Length; number++, at += entry.Length)
        {
            entry.CopyTo(header.AsSpan(at));
            Utf8Formatter.TryFormat(number, header.AsSpan(at + 2, 7), out _, new('D', 7));
        }

        header[at - 1] = (byte)'}';
        return header;
    }

    private static void AssertRefused(byte[] header, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensorsException? problem = null;
        try { SafeTensorsHeader.Parse(header, "large"); }
        catch (SafeTensorsException refusal) { problem = refusal; }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal("large: " + message, problem?.Message);
        Assert.InRange(allocated, 0, 50_000_000);
    }
}
