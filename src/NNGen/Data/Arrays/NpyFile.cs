using System.Buffers.Binary;
using System.Globalization;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Reads and writes NumPy's <c>.npy</c> files: one array of numbers.</summary>
/// <remarks>
/// Versions 1 to 3, little- and big-endian, C and Fortran order; bool, integers of 8 to 64 bits and floats of 16, 32 and 64 bits.
/// Files are not trusted: shapes and lengths are checked before memory is allocated, and Python objects are rejected. The
/// format is <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/>.
/// </remarks>
public static class NpyFile
{
    /// <summary>NumPy aligns the values to multiples of 64 bytes.</summary>
    private const int Alignment = 64;

    /// <summary>Reads a file, which may be compressed with gzip.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The array, row-major.</returns>
    /// <exception cref="DataFileException">The file violates the format, or holds no numbers.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NdArray Load(string path)
    {
        using Stream stream = GZipReader.OpenFile(path);
        NdArray array = Read(stream, path);
        return stream.ReadByte() < 0
            ? array
            : throw new DataFileException(
                path, null, null, $"more bytes follow the array {array} (several arrays in one file are read with Read, one after another).");
    }

    /// <summary>Reads one array from a stream, which is then positioned after it.</summary>
    /// <param name="stream">The stream; it need not be seekable, and stays open.</param>
    /// <returns>The array, row-major.</returns>
    /// <exception cref="DataFileException">The content violates the format, or holds no numbers.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static NdArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "stream");
    }

    /// <summary>
    /// Writes a file (version 1.0, little-endian, C order): to a temporary file next to <paramref name="path"/>, which is then renamed, so
    /// that no reader sees an incomplete file.
    /// </summary>
    /// <param name="path">The file, usually ending in <c>.npy</c>; an existing file is replaced.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>Writes one array to a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        byte[] text = NpyHeader.Text(array.Type, array.Shape);
        int start = (Prefix(1) + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[start];
        header.AsSpan().Fill((byte)' ');
        WriteMagic(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(start - Prefix(1)));
        text.CopyTo(header, Prefix(1));
        header[^1] = (byte)'\n';
        stream.Write(header);
        stream.Write(array.Bytes);
    }

    internal static NdArray Read(Stream stream, string file)
    {
        byte[] start = StreamBytes.Read(stream, 8);
        if (start.Length < 8 || start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
        {
            throw new DataFileException(file, null, null, $"it does not begin as NPY files do, with \\x93NUMPY (is it one?).");
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw new DataFileException(file, null, null, string.Create(CultureInfo.InvariantCulture, $"its version is {version}.{start[7]}; NNGen reads versions 1 to 3."));
        }

        byte[] lengthBytes = Take(stream, version == 1 ? 2 : 4, file, "the length of the header");
        long length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > NpyHeader.MaxLength)
        {
            throw new DataFileException(
                file, null, null, $"its header claims {Number(length)} bytes; NNGen reads headers of up to {Number(NpyHeader.MaxLength)}.");
        }

        NpyHeader header = NpyHeader.Parse(Take(stream, (int)length, file, "the header"), file);
        byte[] values = Take(stream, header.ByteCount, file, $"the array {header.Type.Code()} {Shape(header.Shape)}");
        if (header.IsBigEndian) { ElementBytes.Reverse(values, header.Type.Size()); }
        if (header.IsFortranOrder) { values = ElementBytes.ToRowMajor(values, header.Shape, header.Type.Size()); }
        return new NdArray(header.Type, header.Shape, values, file);
    }

    private static int Prefix(int version) => version == 1 ? 10 : 12;

    private static void WriteMagic(byte[] header)
    {
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
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
