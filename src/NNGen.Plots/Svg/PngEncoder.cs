using System.Buffers.Binary;

namespace NNGen.Plots;

/// <summary>Small PNG images with a palette, for fields of thousands of cells.</summary>
/// <remarks>
/// The pixels are stored, not compressed: the output of a compressor differs between machines and versions, but these bytes must not.
/// Formats: PNG (ISO/IEC 15948), zlib (RFC 1950), stored blocks (RFC 1951, 3.2.4).
/// </remarks>
internal static class PngEncoder
{
    private const int MaxBlock = 65_535;

    private static readonly uint[] crcTable = CrcTable();

    /// <param name="indices">One palette index per pixel, row by row.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="palette">At most 256 colors as <c>#rrggbb</c>; <see langword="null"/> is transparent.</param>
    public static byte[] Encode(ReadOnlySpan<byte> indices, int width, IReadOnlyList<string?> palette)
    {
        int height = indices.Length / width;
        var png = new List<byte> { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A };
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;   // bits of an index
        header[9] = 3;   // with a palette
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "PLTE"u8, [.. palette.SelectMany(color => Convert.FromHexString((color ?? "#000000").AsSpan(1)))]);
        Chunk(png, "tRNS"u8, [.. palette.Select(color => (byte)(color is null ? 0 : 255))]);
        Chunk(png, "IDAT"u8, Zlib(Rows(indices, width, height)));
        Chunk(png, "IEND"u8, []);
        return [.. png];
    }

    // Each row begins with its filter: none.
    private static byte[] Rows(ReadOnlySpan<byte> indices, int width, int height)
    {
        byte[] rows = new byte[height * (width + 1)];
        for (int row = 0; row < height; row++) { indices.Slice(row * width, width).CopyTo(rows.AsSpan(row * (width + 1) + 1)); }
        return rows;
    }

    private static byte[] Zlib(byte[] data)
    {
        var stream = new List<byte> { 0x78, 0x01 };
        Span<byte> number = stackalloc byte[4];
        for (int start = 0; start < data.Length; start += MaxBlock)
        {
            int length = Math.Min(MaxBlock, data.Length - start);
            stream.Add((byte)(start + length == data.Length ? 1 : 0));
            BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(number[2..], (ushort)~length);
            stream.AddRange(number);
            stream.AddRange(data.AsSpan(start, length));
        }

        uint a = 1, b = 0;
        foreach (byte value in data)
        {
            a = (a + value) % 65_521;
            b = (b + a) % 65_521;
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, b << 16 | a);
        stream.AddRange(number);
        return [.. stream];
    }

    private static void Chunk(List<byte> png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.AddRange(number);
        png.AddRange(type);
        png.AddRange(content);
        uint crc = Crc(Crc(uint.MaxValue, type), content) ^ uint.MaxValue;
        BinaryPrimitives.WriteUInt32BigEndian(number, crc);
        png.AddRange(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data) { crc = crcTable[(byte)crc ^ value] ^ crc >> 8; }
        return crc;
    }

    private static uint[] CrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) { value = (value & 1) == 1 ? 0xEDB88320 ^ value >> 1 : value >> 1; }
            table[i] = value;
        }

        return table;
    }
}
