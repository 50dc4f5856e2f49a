using System.Buffers.Binary;
using System.Text;

namespace NNGen.Tests;

/// <summary>Builds files byte by byte, including broken ones.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, params byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. data];
    }

    public static SafeTensorsFile Read(byte[] bytes) => SafeTensorsFile.Read(new MemoryStream(bytes));

    public static SafeTensorsException Refused(byte[] bytes)
    {
        SafeTensorsException seekable = Assert.Throws<SafeTensorsException>(() => Read(bytes));
        Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(new ForwardStream(new MemoryStream(bytes))));
        return seekable;
    }

    /// <summary>A stream like a socket's: no length, no seeking, few bytes at a time.</summary>
    internal sealed class ForwardStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 7));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
