using SkiaSharp;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Decodes files with Skia; whatever is wrong becomes a <see cref="DataFileException"/> that names the file.</summary>
internal static class ImageDecoder
{
    /// <summary>What a file may have besides its pixels, such as a color profile and a preview.</summary>
    private const int MaxBesidesPixels = 1 << 24;

    /// <summary>Reads and decodes a file.</summary>
    public static Raster DecodeFile(string path, int maxPixels)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return Decode(Read(stream, path, maxPixels), path, maxPixels);
    }

    /// <summary>Reads and decodes the rest of a stream.</summary>
    public static Raster Decode(Stream stream, int maxPixels) => Decode(Read(stream, "stream", maxPixels), "stream", maxPixels);

    private static Raster Decode(byte[] file, string name, int maxPixels)
    {
        if (file.Length == 0) { throw Wrong(name, "it is empty"); }

        // Memory of Skia's: its wrapper of .NET's streams throws through native code if a damaged file seeks too far, which ends the process.
        using SKCodec codec = SKCodec.Create(new SKMemoryStream(file), out SKCodecResult opened) ?? throw Wrong(name, opened switch
        {
            SKCodecResult.Unimplemented or SKCodecResult.InvalidInput => "it is not an image in a format that is read (PNG, JPEG, WebP, GIF, BMP), or its first bytes are damaged",
            SKCodecResult.IncompleteInput => $"it is cut off, or not an image: its {Number(file.Length)} bytes end before the first pixel",
            _ => $"it is damaged before the first pixel ({opened})",
        });

        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > maxPixels)
        {
            throw Wrong(name, $"it claims to have {Size(height, width)} pixels, more than the {Number(maxPixels)} allowed ({nameof(ImageOptions)}.{nameof(ImageOptions.MaxPixels)} is the limit)");
        }

        if (codec.FrameCount > 1) { throw Wrong(name, $"it has {Number(codec.FrameCount)} frames, but one image is expected (save the frame you want)"); }
        if (PngDepth(file) > 8) { throw Wrong(name, $"it has {Number(PngDepth(file))} bits for each channel, but 8 are read (convert it)"); }

        // Without a color space nothing is converted: the levels are those of the file.
        SKImageInfo wanted = new(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        return codec.GetPixels(wanted, out byte[] pixels) switch
        {
            SKCodecResult.Success => new Raster(width, height, pixels, codec.Info.AlphaType != SKAlphaType.Opaque).Upright(codec.EncodedOrigin),
            SKCodecResult.IncompleteInput => throw Wrong(name, $"it is cut off: the {Number(file.Length)} bytes do not have all of its {Size(height, width)} pixels"),
            SKCodecResult problem => throw Wrong(name, $"it is damaged ({problem})"),
        };
    }

    public static DataFileException Wrong(string name, string problem) => new(name, null, null, problem + ".");

    /// <summary>A size in a message, rows first.</summary>
    public static string Size(int height, int width) => $"{Number(height)} × {Number(width)}";

    /// <summary>Reads to the end, but no more than an image of the most pixels could have.</summary>
    /// <remarks>All of it is read before Skia sees it: an exception must not pass through native code.</remarks>
    private static byte[] Read(Stream stream, string name, int maxPixels)
    {
        long limit = Math.Min((8L * maxPixels) + MaxBesidesPixels, Array.MaxLength);
        if (stream.CanSeek)
        {
            long length = stream.Length - stream.Position;
            if (length > limit) { throw TooLong(); }
            byte[] file = new byte[length];
            return file[..stream.ReadAtLeast(file, file.Length, throwOnEndOfStream: false)];
        }

        using MemoryStream copy = new();
        byte[] part = new byte[1 << 16];
        while (stream.Read(part) is > 0 and int count)
        {
            if (copy.Length + count > limit) { throw TooLong(); }
            copy.Write(part, 0, count);
        }

        return copy.ToArray();

        DataFileException TooLong() => Wrong(
            name, $"it has more than {Number(limit)} bytes, too many for an image of {Number(maxPixels)} pixels ({nameof(ImageOptions)}.{nameof(ImageOptions.MaxPixels)} is the limit)");
    }

    // Skia would drop the lower half of each number.
    private static int PngDepth(ReadOnlySpan<byte> file) => file.Length > 24 && file[1..].StartsWith("PNG"u8) ? file[24] : 8;
}
