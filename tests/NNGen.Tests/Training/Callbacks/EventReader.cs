using System.Buffers.Binary;
using System.Text;

namespace NNGen.Tests;

/// <summary>An event of TensorBoard.</summary>
internal sealed record Event
{
    public double Time { get; init; }

    public long Step { get; init; }

    public string? Version { get; init; }

    public string? Tag { get; init; }

    public float Value { get; init; }

    public int SessionStatus { get; init; }
}

/// <summary>
/// Reads event files according to the formats, and shares no code with the writer: TFRecord ("uint64 length, uint32 masked_crc32_of_length, byte
/// data[length], uint32 masked_crc32_of_data") and protobuf's wire format. It fails at anything unknown.
/// </summary>
internal static class EventReader
{
    public static IEnumerable<Event> Read(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at, 8)));
            Assert.Equal(Mask(Checksum(file.AsSpan(at, 8))), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8, 4)));
            byte[] data = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Mask(Checksum(data)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length, 4)));
            at += 16 + length;
            yield return Parse(data);
        }
    }

    /// <summary>CRC-32C, a bit at a time: the polynomial 0x1EDC6F41, reflected.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum ^= one;
            for (int bit = 0; bit < 8; bit++) { sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x82F63B78 : sum >> 1; }
        }

        return ~sum;
    }

    private static uint Mask(uint sum) => unchecked(((sum >> 15) | (sum << 17)) + 0xa282ead8);

    private static Event Parse(byte[] data)
    {
        var result = new Event();
        foreach ((int field, int wire, ulong number, byte[] content) in Fields(data))
        {
            result = (field, wire) switch
            {
                (1, 1) => result with { Time = BitConverter.UInt64BitsToDouble(number) },
                (2, 0) => result with { Step = (long)number },
                (3, 2) => result with { Version = Encoding.UTF8.GetString(content) },
                (5, 2) => WithSummary(result, content),
                (7, 2) => result with { SessionStatus = (int)Fields(content).Single(entry => entry is { Field: 1, Wire: 0 }).Number },
                _ => throw new FormatException($"An event has no field {field} of wire type {wire}."),
            };
        }

        return result;
    }

    private static Event WithSummary(Event result, byte[] summary)
    {
        (int field, int wire, _, byte[] value) = Assert.Single(Fields(summary));
        Assert.Equal((1, 2), (field, wire));
        foreach ((int inner, int innerWire, ulong number, byte[] content) in Fields(value))
        {
            result = (inner, innerWire) switch
            {
                (1, 2) => result with { Tag = Encoding.UTF8.GetString(content) },
                (2, 5) => result with { Value = BitConverter.UInt32BitsToSingle((uint)number) },
                _ => throw new FormatException($"A value has no field {inner} of wire type {innerWire}."),
            };
        }

        return result;
    }

    private static List<(int Field, int Wire, ulong Number, byte[] Content)> Fields(byte[] message)
    {
        var fields = new List<(int, int, ulong, byte[])>();
        for (int at = 0; at < message.Length;)
        {
            ulong key = Varint(message, ref at);
            (int field, int wire) = ((int)(key >> 3), (int)(key & 7));
            switch (wire)
            {
                case 0:
                    fields.Add((field, wire, Varint(message, ref at), []));
                    break;
                case 1:
                    fields.Add((field, wire, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at, 8)), []));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    fields.Add((field, wire, 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    fields.Add((field, wire, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at, 4)), []));
                    at += 4;
                    break;
                default:
                    throw new FormatException($"There is no wire type {wire}.");
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) { return value; }
        }
    }
}
