namespace NNGen;

/// <summary>Reads bytes whose number a file claims, without believing it.</summary>
internal static class StreamBytes
{
    /// <summary>
    /// What is read at once from a stream of unknown length: a claim in a header takes no memory before the bytes are there.
    /// </summary>
    public const int Chunk = 1 << 16;

    /// <summary>Reads up to <paramref name="length"/> bytes; fewer only where the stream ends.</summary>
    public static byte[] Read(Stream stream, int length)
    {
        // The length of a seekable stream can be compared with the claim; of another one nothing is known.
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
