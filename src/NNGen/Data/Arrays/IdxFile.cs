using System.Buffers.Binary;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// Reads and writes IDX files, the format of MNIST and similar datasets: one array of numbers, optionally compressed with gzip.
/// </summary>
/// <remarks>
/// Two zero bytes, a type, the number of dimensions, the dimensions as 32-bit numbers, the values; all big-endian
/// (<see href="https://github.com/cvdfoundation/mnist">Y. LeCun, C. Cortes, C. Burges, "The MNIST database"</see>). Sizes are checked before
/// memory is allocated.
/// </remarks>
public static class IdxFile
{
    /// <summary>Reads a file, which may be compressed with gzip.</summary>
    /// <param name="path">Its path, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <returns>The array.</returns>
    /// <exception cref="DataFileException">The file violates the format.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NdArray Load(string path)
    {
        using Stream stream = GZipReader.OpenFile(path);
        return Read(stream, path);
    }

    /// <summary>Reads from a stream, which is not compressed, from its position to its end.</summary>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <returns>The array.</returns>
    /// <exception cref="DataFileException">The content violates the format.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static NdArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "stream");
    }

    /// <summary>Writes a file: to a temporary file next to <paramref name="path"/>, which is then renamed.</summary>
    /// <param name="path">The file; an existing one is replaced. It is compressed if its name ends in <c>.gz</c>.</param>
    /// <param name="array">Numbers of type U8, I8, I16, I32, F32 or F64, with at least one dimension.</param>
    /// <exception cref="ArgumentException">The format has no such type, or the array is a single number.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, NdArray array)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream =>
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                Write(stream, array);
                return;
            }

            using System.IO.Compression.GZipStream packed = new(stream, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true);
            Write(packed, array);
        });
    }

    /// <summary>Writes to a stream, not compressed.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="array">Numbers of type U8, I8, I16, I32, F32 or F64, with at least one dimension.</param>
    /// <exception cref="ArgumentException">The format has no such type, or the array is a single number.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        byte code = array.Type switch
        {
            TensorType.UInt8 => 0x08,
            TensorType.Int8 => 0x09,
            TensorType.Int16 => 0x0b,
            TensorType.Int32 => 0x0c,
            TensorType.Float32 => 0x0d,
            TensorType.Float64 => 0x0e,
            _ => throw new ArgumentException(
                $"IDX has no type for {array.Type.Code()}; it has U8, I8, I16, I32, F32 and F64.", nameof(array)),
        };
        if (array.Shape.Count is 0 or > 255)
        {
            throw new ArgumentException($"IDX has 1 to 255 dimensions, the array {array.Shape.Count}.", nameof(array));
        }

        byte[] header = new byte[4 + (4 * array.Shape.Count)];
        (header[2], header[3]) = (code, (byte)array.Shape.Count);
        for (int i = 0; i < array.Shape.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), array.Shape[i]);
        }

        stream.Write(header);
        byte[] values = [.. array.Bytes];
        ElementBytes.Reverse(values, array.Type.Size());
        stream.Write(values);
    }

    private static NdArray Read(Stream stream, string file)
    {
        byte[] magic = Take(stream, 4, file, "the header");
        if (magic[0] != 0 || magic[1] != 0)
        {
            throw new DataFileException(
                file, null, null, $"it begins with the bytes {magic[0]:x2} {magic[1]:x2}; IDX files begin with 00 00 (is it one?).");
        }

        TensorType type = magic[2] switch
        {
            0x08 => TensorType.UInt8,
            0x09 => TensorType.Int8,
            0x0b => TensorType.Int16,
            0x0c => TensorType.Int32,
            0x0d => TensorType.Float32,
            0x0e => TensorType.Float64,
            _ => throw new DataFileException(
                file, null, null, $"its type is {magic[2]:x2}; IDX has 08, 09, 0b, 0c, 0d and 0e."),
        };
        if (magic[3] == 0) { throw new DataFileException(file, null, null, "it has no dimensions; expected at least one."); }
        byte[] sizes = Take(stream, 4 * magic[3], file, "the header");
        long[] shape = new long[magic[3]];
        for (int i = 0; i < shape.Length; i++) { shape[i] = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(4 * i)); }
        byte[] values = Take(stream, ByteCount(shape, type, file), file, $"the array {type.Code()} {Shape(shape)}");
        if (stream.ReadByte() >= 0)
        {
            throw new DataFileException(
                file, null, null, $"more bytes follow than the {Number(values.Length)} of the array {type.Code()} {Shape(shape)}.");
        }

        ElementBytes.Reverse(values, type.Size());
        return new NdArray(type, [.. shape.Select(dimension => (int)dimension)], values, file);
    }

    private static int ByteCount(long[] shape, TensorType type, string file)
    {
        int bytes = ArraySize.Bytes(shape, type);
        return bytes >= 0
            ? bytes
            : throw new DataFileException(
                file, null, null, $"its shape {Shape(shape)} takes more than the {Number(Array.MaxLength)} bytes that NNGen reads at once.");
    }

    private static byte[] Take(Stream stream, int length, string file, string what)
    {
        byte[] bytes = StreamBytes.Read(stream, length);
        return bytes.Length == length
            ? bytes
            : throw new DataFileException(
                file, null, null, $"{what} ends after {Number(bytes.Length)} of {Number(length)} bytes: the file is cut off.");
    }
}
