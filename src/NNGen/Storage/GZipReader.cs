using System.IO.Compression;

namespace NNGen;

/// <summary>
/// Decompresses gzip and checks that it is complete: every member with its checksum and its length, and nothing after the last one.
/// </summary>
/// <remarks>
/// <see cref="GZipStream"/> compares the checksums that it reads, but ends silently if a file is cut off or other bytes follow. So another
/// member is appended to the file: its content appears at the end only if everything before it was complete. A file that is cut off
/// exactly between two members counts as complete; gzip cannot detect it.
/// </remarks>
internal sealed class GZipReader : Stream
{
    private const int Chunk = 1 << 16;

    private static readonly byte[] Mark = "all of the file was unpacked"u8.ToArray();
    private static readonly byte[] MarkMember = Pack(Mark);

    private readonly string file;
    private readonly GZipStream unpacked;

    // Decompressed bytes that are not read yet; the last ones may be the mark, so that many are held back.
    private readonly byte[] waiting = new byte[Chunk + Mark.Length];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <param name="packed">The compressed bytes, up to their end; disposed together with this stream.</param>
    /// <param name="file">Their source, for messages.</param>
    public GZipReader(Stream packed, string file)
    {
        this.file = file;
        unpacked = new GZipStream(new FollowedByMark(packed), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Opens a file for reading from its start to its end, decompressed if it is a gzip file.</summary>
    public static Stream OpenFile(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.SequentialScan);
        try
        {
            bool isPacked = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
            stream.Position = 0;
            return isPacked ? new GZipReader(stream, path) : stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DataFileException">The compressed data is not complete.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) { return 0; }
        while (end - start <= Mark.Length && !isAtEnd) { Fill(); }
        int count = Math.Min(buffer.Length, end - start - Mark.Length);
        waiting.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads the rest of the data to its end; returns what is wrong with it, or null.</summary>
    public DataFileException? FindDamage()
    {
        try
        {
            byte[] rest = new byte[Chunk];
            while (Read(rest) > 0) { }
            return null;
        }
        catch (DataFileException damage)
        {
            return damage;
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) { unpacked.Dispose(); }
        base.Dispose(disposing);
    }

    private void Fill()
    {
        waiting.AsSpan(start, end - start).CopyTo(waiting);
        (start, end) = (0, end - start);
        int count;
        try
        {
            count = unpacked.Read(waiting, end, waiting.Length - end);
        }
        catch (InvalidDataException problem)
        {
            throw Damaged(problem);
        }

        end += count;
        if (count > 0) { return; }
        if (!waiting.AsSpan(0, end).SequenceEqual(Mark)) { throw Damaged(null); }
        isAtEnd = true;
    }

    private DataFileException Damaged(Exception? problem) =>
        new(file, null, null, "the compressed data is damaged, cut off, or followed by other bytes.", problem);

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.Optimal)) { pack.Write(bytes); }
        return packed.ToArray();
    }

    /// <summary>The compressed bytes, then the member with the mark.</summary>
    private sealed class FollowedByMark(Stream packed) : Stream
    {
        private readonly MemoryStream mark = new(MarkMember, writable: false);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int count = packed.Read(buffer);
            return count > 0 ? count : mark.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) { packed.Dispose(); }
            base.Dispose(disposing);
        }
    }
}
