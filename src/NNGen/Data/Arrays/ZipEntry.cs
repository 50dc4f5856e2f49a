using System.Globalization;
using System.IO.Compression;
using static NNGen.FileText;

namespace NNGen;

/// <summary>A file in a ZIP archive, as the archive's directory describes it.</summary>
/// <param name="Name">Its name; ends in <c>/</c> if it is a folder.</param>
/// <param name="Method">Its compression: 0 for none, 8 for deflate.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="Checksum">CRC-32 of its content.</param>
/// <param name="PackedLength">Bytes in the archive.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Header">Where its own header begins in the archive.</param>
internal sealed record ZipEntry(string Name, int Method, bool IsEncrypted, uint Checksum, long PackedLength, long Length, long Header)
{
    private const int Stored = 0;
    private const int Deflated = 8;

    /// <summary>The content, after checking its length and its checksum.</summary>
    /// <param name="packed">The bytes from the archive.</param>
    /// <param name="place">Its name in messages.</param>
    /// <exception cref="DataFileException">It is damaged, or its compression is not supported.</exception>
    public byte[] Unpack(byte[] packed, string place)
    {
        CheckReadable(place);
        byte[] content = Method == Stored ? packed : Inflate(packed, place);
        return content.Length == Length && Crc32.Of(content) == Checksum
            ? content
            : throw new DataFileException(place, null, null, "it is damaged: its content has another checksum or length than the archive says.");
    }

    /// <summary>Rejects entries that are not supported, whatever their content.</summary>
    /// <exception cref="DataFileException">It is encrypted, too long, or its compression is not supported.</exception>
    public void CheckReadable(string place)
    {
        if (IsEncrypted) { throw new DataFileException(place, null, null, "it is encrypted; save it without a password."); }
        if (Method is not (Stored or Deflated))
        {
            throw new DataFileException(place, null, null, string.Create(CultureInfo.InvariantCulture, $"it is compressed by method {Method}; NNGen reads 0 (stored) and 8 (deflated)."));
        }

        if (Length > Array.MaxLength || PackedLength > Array.MaxLength)
        {
            throw new DataFileException(
                place, null, null, $"it has {Number(Math.Max(Length, PackedLength))} bytes; NNGen reads up to {Number(Array.MaxLength)} at once.");
        }
    }

    private byte[] Inflate(byte[] packed, string place)
    {
        try
        {
            using DeflateStream content = new(new MemoryStream(packed), CompressionMode.Decompress);
            byte[] bytes = StreamBytes.Read(content, (int)Length);

            // More bytes than the archive says are an error too.
            return content.ReadByte() < 0 ? bytes : [.. bytes, 0];
        }
        catch (InvalidDataException problem)
        {
            throw new DataFileException(place, null, null, "it is damaged: its compressed data violates the deflate format.", problem);
        }
    }
}
