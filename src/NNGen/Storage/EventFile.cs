using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>A TensorBoard event file. Events are collected in memory and written on <see cref="Flush"/>.</summary>
/// <remarks>
/// A record is: length (u64), its masked CRC-32C, the bytes of a protobuf message, their masked CRC-32C; all little-endian. Of
/// <c>event.proto</c>: wall_time = 1 (double), step = 2 (varint), file_version = 3, summary = 5, session_log = 7; of <c>summary.proto</c>:
/// value = 1 { tag = 1, simple_value = 2 (float) }.
/// </remarks>
internal sealed class EventFile : IDisposable
{
    /// <summary>A session log with status = START: TensorBoard discards this step and later ones from older files in the folder.</summary>
    private static readonly byte[] SessionStart = [0x08, 0x01];

    private static int count;

    private readonly Stream stream;
    private readonly ArrayBufferWriter<byte> records = new();
    private readonly TimeProvider clock;

    /// <summary>Creates a file with a unique name.</summary>
    /// <param name="folder">The folder; it is created if it does not exist.</param>
    /// <param name="clock">The time.</param>
    /// <param name="create">Creates the file, which must not exist.</param>
    public EventFile(string folder, TimeProvider clock, Func<string, Stream> create)
    {
        this.clock = clock;
        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{clock.GetUtcNow().ToUnixTimeSeconds():0000000000}.{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref count)}");
        stream = create(Path.Combine(folder, name));
        Add(0, 3, "brain.Event:2"u8);
    }

    /// <summary>Bytes that are not flushed yet.</summary>
    public int Waiting => records.WrittenCount;

    /// <summary>Whether the file was deleted; then everything written to it is lost.</summary>
    public bool IsDeleted => stream is FileStream file && !File.Exists(file.Name);

    /// <summary>Makes readers discard everything in older files from a step on.</summary>
    public void ForgetFrom(long step) => Add(step, 7, SessionStart);

    /// <summary>Adds a number.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tag">The name.</param>
    /// <param name="value">The value.</param>
    public void AddScalar(long step, string tag, double value)
    {
        int tagLength = Encoding.UTF8.GetByteCount(tag);
        Span<byte> message = stackalloc byte[tagLength + 32];
        int length = 0;
        message[length++] = 0x0A;
        length += WriteVarint(message[length..], (ulong)tagLength);
        length += Encoding.UTF8.GetBytes(tag, message[length..]);
        message[length++] = 0x15;
        BinaryPrimitives.WriteSingleLittleEndian(message[length..], (float)value);
        length += sizeof(float);

        // The message is the only value of its summary.
        Span<byte> summary = stackalloc byte[length + 16];
        summary[0] = 0x0A;
        int head = 1 + WriteVarint(summary[1..], (ulong)length);
        message[..length].CopyTo(summary[head..]);
        Add(step, 5, summary[..(head + length)]);
    }

    /// <summary>Writes the added events.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Flush()
    {
        stream.Write(records.WrittenSpan);
        records.ResetWrittenCount();
        stream.Flush();
    }

    /// <summary>Closes the file; events that were not flushed are lost.</summary>
    public void Dispose() => stream.Dispose();

    private void Add(long step, int field, ReadOnlySpan<byte> content)
    {
        const int Head = sizeof(ulong) + sizeof(uint);
        Span<byte> record = records.GetSpan(content.Length + 64);
        Span<byte> message = record[Head..];
        int length = 0;
        message[length++] = 0x09;
        BinaryPrimitives.WriteDoubleLittleEndian(message[length..], clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        length += sizeof(double);
        message[length++] = 0x10;
        length += WriteVarint(message[length..], (ulong)step);
        message[length++] = (byte)((field << 3) | 2);
        length += WriteVarint(message[length..], (ulong)content.Length);
        content.CopyTo(message[length..]);
        length += content.Length;

        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[sizeof(ulong)..], Crc32C.Masked(record[..sizeof(ulong)]));
        BinaryPrimitives.WriteUInt32LittleEndian(message[length..], Crc32C.Masked(message[..length]));
        records.Advance(Head + length + sizeof(uint));
    }

    private static int WriteVarint(Span<byte> destination, ulong value)
    {
        int length = 0;
        for (; value >= 0x80; value >>= 7) { destination[length++] = (byte)(value | 0x80); }
        destination[length++] = (byte)value;
        return length;
    }
}
