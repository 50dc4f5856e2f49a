using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Collects tensors and writes them as a safetensors file, in the layout of the format's reference writer.</summary>
/// <remarks>
/// Tensors are sorted by decreasing size of type, then by name, and the header is padded to a multiple of 8 bytes: so every
/// tensor is aligned.
/// </remarks>
public sealed class SafeTensorsWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);

    /// <summary>Texts to write with the tensors; written in the order of their keys.</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether a checksum of the file's content is written into its metadata, as <c>nngen.checksum</c>. The format has none; NNGen compares
    /// this one when it reads the file, and other programs see an additional text. Files of networks and checkpoints have it.
    /// </summary>
    public bool HasChecksum
    {
        get => Metadata.ContainsKey(SafeTensorsChecksum.Key);
        set
        {
            // The value is computed when the file is written, so a copied one is replaced.
            if (value) { Metadata[SafeTensorsChecksum.Key] = ""; }
            else { Metadata.Remove(SafeTensorsChecksum.Key); }
        }
    }

    /// <summary>Adds a tensor; its values are copied.</summary>
    /// <typeparam name="T">
    /// <see cref="float"/>, <see cref="double"/>, <see cref="Half"/>, <see cref="bool"/> or an integer of 8 to 64 bits.
    /// </typeparam>
    /// <param name="name">A name, unique in the file.</param>
    /// <param name="shape">The dimensions; empty for a single value.</param>
    /// <param name="values">The values, row-major: as many as the product of <paramref name="shape"/>.</param>
    /// <exception cref="ArgumentException">
    /// The name is not unique or not allowed, or the number of values does not match the shape.
    /// </exception>
    /// <exception cref="NotSupportedException">The format has no such element type.</exception>
    public void Add<T>(string name, ReadOnlySpan<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        TensorType type = TensorTypes.Of<T>();
        byte[] utf8Name = CheckName(name);
        long count = 1;
        foreach (int dimension in shape)
        {
            if (dimension < 0)
            {
                throw new ArgumentException(
                    $"Tensor {Quote(name)} has the shape {Shape(shape.ToArray())}: no dimension may be negative.", nameof(shape));
            }

            count = checked(count * dimension);
        }

        if (count != values.Length)
        {
            throw new ArgumentException(
                $"Expected {Number(count)} values (tensor {Quote(name)}, {Shape(shape.ToArray())}), "
                + $"got {Number(values.Length)}.",
                nameof(values));
        }

        items.Add(name, new Item(name, utf8Name, type, shape.ToArray(), TensorValues.ToBytes(values)));
    }

    /// <summary>
    /// Writes the file: to a temporary file next to it, which is flushed to the disk, then renamed. So no reader sees an incomplete file, and
    /// a failure does not change the old one.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file's bytes to a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">
    /// The header would be longer than the format allows (100,000,000 bytes).
    /// </exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Item[] sorted = [.. items.Values];
        Array.Sort(sorted, static (a, b) =>
            a.Type != b.Type ? b.Type.CompareTo(a.Type) : a.Utf8Name.AsSpan().SequenceCompareTo(b.Utf8Name));
        byte[] header = Header(sorted);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (Item item in sorted) { stream.Write(item.Bytes); }
    }

    private byte[] Header(Item[] sorted)
    {
        ArrayBufferWriter<byte> buffer = new();

        // The reference writer escapes nothing but quotes, backslashes and control characters.
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataName);
                foreach ((string key, string value) in Metadata)
                {
                    json.WriteString(key, key == SafeTensorsChecksum.Key ? Checksum(sorted) : value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (Item item in sorted)
            {
                json.WriteStartObject(item.Utf8Name);
                json.WriteString("dtype"u8, item.Type.Code());
                json.WriteStartArray("shape"u8);
                foreach (int dimension in item.Shape) { json.WriteNumberValue(dimension); }
                json.WriteEndArray();
                json.WriteStartArray("data_offsets"u8);
                json.WriteNumberValue(offset);
                offset += item.Bytes.Length;
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padded = (buffer.WrittenCount + 7) / 8 * 8;
        if (padded > SafeTensorsHeader.MaxLength)
        {
            throw new InvalidOperationException(
                $"The header would have {Number(padded)} bytes, but the format allows {Number(SafeTensorsHeader.MaxLength)}.");
        }

        byte[] header = new byte[padded];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    private string Checksum(Item[] sorted) => SafeTensorsChecksum.Of(
        Metadata, sorted.Select(item => (item.Name, item.Type.Code(), item.Shape.Select(dimension => (long)dimension), Crc32C.Of(item.Bytes))));

    private byte[] CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SafeTensorsHeader.MetadataName)
        {
            throw new ArgumentException($"'{name}' is reserved by the format; choose another name.", nameof(name));
        }

        if (items.ContainsKey(name))
        {
            throw new ArgumentException($"A tensor {Quote(name)} was already added.", nameof(name));
        }

        try
        {
            return StrictUtf8.GetBytes(name);
        }
        catch (EncoderFallbackException problem)
        {
            throw new ArgumentException($"The name {Quote(name)} is not valid Unicode text.", nameof(name), problem);
        }
    }

    private sealed record Item(string Name, byte[] Utf8Name, TensorType Type, int[] Shape, byte[] Bytes);
}
