namespace NNGen;

/// <summary>Reads a number of bytes that a file states, without trusting it.</summary>
internal static class StreamBytes
{
    /// <summary>
    /// The bytes read at once from a stream of unknown length: no memory is allocated for a length in a header before the bytes exist.
    /// </summary>
    public const int Chunk = 1 << 16;

    /// <summary>Reads up to <paramref name="length"/> bytes; fewer only if the stream ends.</summary>
    public static byte[] Read(Stream stream, int length)
    {
        // The length of a seekable stream can be compared with the stated one.
        bool isKnown = stream.CanSeek && stream.Length - stream.Position >= length;
        byte[] bytes = new byte[isKnown ? length : Math.Min(length, Chunk)];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        while (read == bytes.Length && read < length)
        {
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
        }

        if (read < bytes.Length) { Array.Resize(ref bytes, read); }
        return bytes;
    }
}
