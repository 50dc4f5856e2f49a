using System.IO.Compression;

namespace NNGen;

/// <summary>Unpacks gzip and demands that it is whole: every member with its checksum and its length, and nothing after the last one.</summary>
/// <remarks>
/// <see cref="GZipStream"/> checks the sums that it comes to, but ends in silence where a file is cut off or other bytes follow. So one
/// member more is put behind the file: only where everything before it was whole does its content come out at the very end.
/// A file that is cut off exactly between two members is a whole file; gzip knows no better.
/// </remarks>
internal sealed class GZipReader : Stream
{
    private const int Chunk = 1 << 16;

    private static readonly byte[] Mark = "all of the file was unpacked"u8.ToArray();
    private static readonly byte[] MarkMember = Pack(Mark);

    private readonly string file;
    private readonly GZipStream unpacked;

    // What was unpacked and not yet read; its last bytes may be the mark, so that many are held back.
    private readonly byte[] waiting = new byte[Chunk + Mark.Length];
    private int start;
    private int end;
    private bool isAtEnd;

    /// <param name="packed">The packed bytes, up to their end; disposed of together with this stream.</param>
    /// <param name="file">Where they come from, for messages.</param>
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

    /// <summary>Opens a file for reading from its start to its end, unpacked if it begins as gzip files do.</summary>
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
    /// <exception cref="DataFileException">The packed data is not whole.</exception>
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

    /// <summary>What is wrong with the rest of the data, which is read to its end; null if it is whole.</summary>
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
        new(file, null, null, "the packed data is damaged, cut off, or followed by other bytes.", problem);

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream pack = new(packed, CompressionLevel.Optimal)) { pack.Write(bytes); }
        return packed.ToArray();
    }

    /// <summary>The packed bytes, then the member with the mark.</summary>
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
