using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace NNGen.Tests;

/// <summary>A temporary folder with files that the test writes.</summary>
internal sealed class PictureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nngen-images-").FullName;

    /// <summary>Writes a file; folders in its name are created.</summary>
    public string Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The message of what the action throws, without the path of this folder.</summary>
    public string Message<TException>(Action action)
        where TException : Exception => Assert.Throws<TException>(action).Message.Replace(Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Replace(Path, "folder", StringComparison.Ordinal).Replace('\\', '/');

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>An image of one gray level.</summary>
    public static byte[] Plain(byte level, int height = 4, int width = 4) => Gray(height, width, (_, _) => level);

    public static byte[] Gray(int height, int width, Func<int, int, byte> level) =>
        Png(height, width, depth: 8, type: 0, Rows(height, width, (row, column) => [level(row, column)]));

    public static byte[] Color(int height, int width, Func<int, int, (byte R, byte G, byte B)> color) => Png(height, width, depth: 8, type: 2, Rows(
        height, width, (row, column) => color(row, column) is var (r, g, b) ? [r, g, b] : []));

    public static byte[] ColorAndAlpha(int height, int width, Func<int, int, (byte R, byte G, byte B, byte A)> color) => Png(height, width, depth: 8, type: 6, Rows(
        height, width, (row, column) => color(row, column) is var (r, g, b, a) ? [r, g, b, a] : []));

    /// <summary>Another format, written by Skia.</summary>
    public static byte[] Encode(SKEncodedImageFormat format, int height, int width, Func<int, int, (byte R, byte G, byte B)> color)
    {
        using SKBitmap bitmap = new(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                (byte r, byte g, byte b) = color(row, column);
                bitmap.SetPixel(column, row, new SKColor(r, g, b));
            }
        }

        using SKData data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>A PNG file of raw rows, each after a zero for "no filter". The header may claim anything.</summary>
    public static byte[] Png(int height, int width, byte depth, byte type, byte[] rows)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, type);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true)) { zlib.Write(rows); }
        return [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Rows(int height, int width, Func<int, int, byte[]> pixel) =>
        [.. Enumerable.Range(0, height).SelectMany(row => Enumerable.Range(0, width).SelectMany(column => pixel(row, column)).Prepend((byte)0))];

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) { crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1; }
        }

        return ~crc;
    }
}
