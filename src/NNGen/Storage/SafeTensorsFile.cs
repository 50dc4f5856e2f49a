using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// A safetensors file in memory: named tensors and text metadata, as PyTorch and Hugging Face exchange weights.
/// </summary>
/// <remarks>
/// The format is <see href="https://github.com/huggingface/safetensors"/>: a length, a JSON header, the values. Files are
/// not trusted: every offset, shape and length is checked against the file's actual length before memory is allocated, and a file that
/// violates the format is rejected with a <see cref="SafeTensorsException"/>. Tensors need not be aligned. A tensor of an unknown type, or of
/// more than 2 GiB, is rejected when its values are read. The format has no checksum; if NNGen put one into the metadata
/// (<see cref="SafeTensorsWriter.HasChecksum"/>), it is compared.
/// </remarks>
public sealed class SafeTensorsFile
{
    private readonly Dictionary<string, (TensorEntry Entry, byte[]? Bytes)> tensors = new(StringComparer.Ordinal);

    private SafeTensorsFile(string file, SafeTensorsHeader header)
    {
        Name = file;
        Metadata = header.Metadata;
        Tensors = header.Tensors;
    }

    /// <summary>The path it was read from, or <c>stream</c>; for messages.</summary>
    internal string Name { get; }

    /// <summary>Texts about the file, such as <c>format</c>; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors, in the order of their values in the file.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The file, completely in memory.</returns>
    /// <exception cref="SafeTensorsException">The file violates the format.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafeTensorsFile Load(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, StreamBytes.Chunk, FileOptions.SequentialScan);
        return Read(stream, path);
    }

    /// <summary>Reads from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <returns>The file, completely in memory.</returns>
    /// <exception cref="SafeTensorsException">The content violates the format.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static SafeTensorsFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "stream");
    }

    /// <summary>Whether the file has a tensor of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it has.</returns>
    public bool Contains(string name) => tensors.ContainsKey(name);

    /// <summary>A tensor's type and shape.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">No tensor has that name; the message lists those that exist.</exception>
    public TensorEntry this[string name] => Find(name).Entry;

    /// <summary>A floating-point tensor's values, row-major.</summary>
    /// <typeparam name="T">
    /// The result type. F16, BF16, F32 and F64 are converted; to a narrower type by rounding to nearest, values beyond its range to
    /// infinity.
    /// </typeparam>
    /// <param name="name">Its name.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentException">No tensor has that name.</exception>
    /// <exception cref="SafeTensorsException">The tensor holds whole numbers, or is of a type or length that NNGen does not read.</exception>
    public T[] Get<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[Values(name).Entry.Count];
        CopyTo(name, values.AsSpan());
        return values;
    }

    /// <summary>Copies a floating-point tensor's values, row-major.</summary>
    /// <typeparam name="T">The result type; converted as by <see cref="Get{T}"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="destination">Receives the values; must have the tensor's count.</param>
    /// <exception cref="ArgumentException">
    /// No tensor has that name, or <paramref name="destination"/> has another length.
    /// </exception>
    /// <exception cref="SafeTensorsException">The tensor holds whole numbers, or is of a type or length that NNGen does not read.</exception>
    public void CopyTo<T>(string name, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (TensorEntry entry, byte[] bytes) = Values(name);
        if (!entry.Type.IsFloatingPoint())
        {
            throw new SafeTensorsException(
                Name, name, $"holds {entry.Type.Code()}, not floating-point values; read it with GetIntegers.");
        }

        CheckLength(entry, destination.Length);
        TensorValues.CopyFloats(entry.Type, bytes, destination);
    }

    /// <summary>The values of a tensor of whole numbers (or of BOOL: 0 and 1), row-major.</summary>
    /// <typeparam name="T">The result type, such as <see cref="int"/> or <see cref="long"/>; every value must fit it.</typeparam>
    /// <param name="name">Its name.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentException">No tensor has that name.</exception>
    /// <exception cref="SafeTensorsException">
    /// The tensor holds floating-point values, is of a type or length that NNGen does not read, or a value does not fit <typeparamref name="T"/>.
    /// </exception>
    public T[] GetIntegers<T>(string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        T[] values = new T[Values(name).Entry.Count];
        CopyIntegersTo(name, values.AsSpan());
        return values;
    }

    /// <summary>Copies the values of a tensor of whole numbers (or of BOOL: 0 and 1), row-major.</summary>
    /// <typeparam name="T">The result type, such as <see cref="int"/> or <see cref="long"/>; every value must fit it.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="destination">Receives the values; must have the tensor's count.</param>
    /// <exception cref="ArgumentException">
    /// No tensor has that name, or <paramref name="destination"/> has another length.
    /// </exception>
    /// <exception cref="SafeTensorsException">
    /// The tensor holds floating-point values, is of a type or length that NNGen does not read, or a value does not fit <typeparamref name="T"/>.
    /// </exception>
    public void CopyIntegersTo<T>(string name, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        (TensorEntry entry, byte[] bytes) = Values(name);
        if (entry.Type.IsFloatingPoint())
        {
            throw new SafeTensorsException(Name, name, $"holds {entry.Type.Code()}, not whole numbers; read it with Get.");
        }

        CheckLength(entry, destination.Length);
        int wrong = TensorValues.CopyIntegers(entry.Type, bytes, destination);
        if (wrong >= 0)
        {
            throw new SafeTensorsException(
                Name, name, $"has a value at index {Number(wrong)} that does not fit {typeof(T).Name}; read it as a wider type.");
        }
    }

    private static SafeTensorsFile Read(Stream stream, string file)
    {
        long available = stream.CanSeek ? stream.Length - stream.Position : long.MaxValue;
        SafeTensorsHeader header = ReadHeader(stream, available, file, out long headerLength);
        if (stream.CanSeek && available - headerLength != header.DataLength)
        {
            throw new SafeTensorsException(
                file,
                null,
                $"{Number(available - headerLength)} bytes follow the header, but its tensors take {Number(header.DataLength)} bytes.");
        }

        SafeTensorsFile result = new(file, header);
        List<(string, string, IEnumerable<long>, uint)> sums = [];
        foreach (TensorEntry entry in header.Tensors)
        {
            byte[]? bytes = null;
            uint sum;
            if (IsReadable(entry))
            {
                bytes = ReadBytes(stream, (int)(entry.End - entry.Begin), file, entry.Name);
                sum = Crc32C.Of(bytes);
            }
            else { sum = Skip(stream, entry, file); }

            result.tensors.Add(entry.Name, (entry, bytes));
            sums.Add((entry.Name, entry.TypeName, entry.Shape, sum));
        }

        if (!stream.CanSeek && stream.ReadByte() >= 0)
        {
            throw new SafeTensorsException(
                file, null, $"more bytes follow the header than the {Number(header.DataLength)} bytes that its tensors take.");
        }

        if (header.Metadata.TryGetValue(SafeTensorsChecksum.Key, out string? stated) && stated != SafeTensorsChecksum.Of(header.Metadata, sums))
        {
            throw new SafeTensorsException(
                file,
                null,
                $"its content does not match its checksum: it is damaged (or another program changed it and kept {Quote(SafeTensorsChecksum.Key)} "
                + "in its metadata, which then must be removed).");
        }

        return result;
    }

    private static bool IsReadable(TensorEntry entry) => entry.Type != TensorType.Other && entry.End - entry.Begin <= Array.MaxLength;

    /// <summary>Skips a tensor that is not read; its checksum is still computed.</summary>
    private static uint Skip(Stream stream, TensorEntry entry, string file)
    {
        uint sum = ~0u;
        for (long left = entry.End - entry.Begin; left > 0;)
        {
            // Whole words except for the last part.
            byte[] part = ReadBytes(stream, (int)Math.Min(left, StreamBytes.Chunk), file, entry.Name);
            sum = Crc32C.Append(sum, part);
            left -= part.Length;
        }

        return ~sum;
    }

    private static SafeTensorsHeader ReadHeader(Stream stream, long available, string file, out long headerLength)
    {
        if (available < sizeof(ulong))
        {
            throw new SafeTensorsException(
                file, null, $"the file has {Number(available)} bytes; even the length of the header takes 8.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(stream, sizeof(ulong), file, null));
        headerLength = sizeof(ulong) + (long)Math.Min(length, SafeTensorsHeader.MaxLength);
        if (length > SafeTensorsHeader.MaxLength)
        {
            throw new SafeTensorsException(
                file,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the header claims {length:N0} bytes, but the format allows {SafeTensorsHeader.MaxLength:N0} "
                    + $"(is this a safetensors file?)."));
        }

        if (headerLength > available)
        {
            throw new SafeTensorsException(
                file, null, $"the header claims {Number((long)length)} bytes, but the file has only {Number(available)}.");
        }

        return SafeTensorsHeader.Parse(ReadBytes(stream, (int)length, file, null), file);
    }

    private static byte[] ReadBytes(Stream stream, int length, string file, string? tensor)
    {
        byte[] bytes = StreamBytes.Read(stream, length);
        return bytes.Length == length
            ? bytes
            : throw new SafeTensorsException(
                file,
                tensor,
                $"{(tensor is null ? "the header " : "")}ends after {Number(bytes.Length)} of {Number(length)} bytes: the file is cut off.");
    }

    private static void CheckLength(TensorEntry entry, int length)
    {
        if (length != entry.Count)
        {
            throw new ArgumentException(
                $"Expected room for {Number(entry.Count)} values (tensor {Quote(entry.Name)}, {Shape(entry.Shape)}), "
                + $"got {Number(length)}.",
                "destination");
        }
    }

    /// <summary>A tensor whose values can be read.</summary>
    private (TensorEntry Entry, byte[] Bytes) Values(string name)
    {
        (TensorEntry entry, byte[]? bytes) = Find(name);
        if (bytes is not null) { return (entry, bytes); }
        throw new SafeTensorsException(
            Name,
            name,
            entry.Type == TensorType.Other
                ? $"has the dtype {Quote(entry.TypeName)}; NNGen reads {TensorTypes.Known}."
                : $"has {Number(entry.End - entry.Begin)} bytes; NNGen reads tensors of up to {Number(Array.MaxLength)} bytes.");
    }

    private (TensorEntry Entry, byte[]? Bytes) Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return tensors.TryGetValue(name, out (TensorEntry, byte[]?) tensor)
            ? tensor
            : throw new ArgumentException($"{Name} has no tensor {Quote(name)} (it has {Names(tensors.Keys)}).", nameof(name));
    }
}
