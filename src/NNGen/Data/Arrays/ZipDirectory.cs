using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Reads the directory of a ZIP archive, and compares it with the header before each file in the archive.</summary>
/// <remarks>
/// Names have no checksum, but are in both; .NET's <c>ZipArchive</c> compares neither the names nor the checksums of the contents.
/// The format is PKWARE's APPNOTE.TXT, with ZIP64: sections 4.3.7 (header of a file), 4.3.12 (directory), 4.3.14 to 4.3.16 (its end).
/// </remarks>
internal sealed class ZipDirectory
{
    private const uint HeaderMark = 0x04034b50;
    private const uint EntryMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const uint End64Mark = 0x06064b50;
    private const uint Locator64Mark = 0x07064b50;
    private const int HeaderLength = 30;
    private const int EntryLength = 46;
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int Locator64Length = 20;
    private const ushort Large16 = ushort.MaxValue;
    private const uint Large32 = uint.MaxValue;

    /// <summary>More than the directory of any archive of arrays needs; it bounds the memory that a directory can take.</summary>
    private const int MaxLength = 1 << 26;

    private readonly Stream stream;
    private readonly string file;
    private readonly long origin;
    private readonly long length;
    private long directoryStart;

    private ZipDirectory(Stream stream, string file)
    {
        this.stream = stream;
        this.file = file;
        origin = stream.Position;
        length = stream.Length - origin;
    }

    /// <summary>Reads the directory of an archive that begins at the stream's position.</summary>
    /// <param name="stream">The archive; seekable.</param>
    /// <param name="file">Its name in messages.</param>
    /// <param name="found">Called for each file with its bytes; null if they are too many to be read at once.</param>
    /// <exception cref="DataFileException">It is not an archive, or it is damaged.</exception>
    public static void Read(Stream stream, string file, Action<ZipEntry, byte[]?> found)
    {
        ZipDirectory directory = new(stream, file);
        foreach (ZipEntry entry in directory.Entries()) { found(entry, directory.Packed(entry)); }
    }

    private List<ZipEntry> Entries()
    {
        (long count, long size) = End();
        if (size > MaxLength) { throw Damaged($"its directory takes {Number(size)} bytes; NNGen reads up to {Number(MaxLength)}"); }
        byte[] bytes = Take(directoryStart, (int)size);
        List<ZipEntry> entries = [];
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (rest.Length < EntryLength || ReadUInt32LittleEndian(rest) != EntryMark) { throw Damaged("its directory has no entry where one should begin"); }
            int name = ReadUInt16LittleEndian(rest[28..]);
            int extra = ReadUInt16LittleEndian(rest[30..]);
            int whole = EntryLength + name + extra + ReadUInt16LittleEndian(rest[32..]);
            if (rest.Length < whole) { throw Damaged("its directory ends within an entry"); }
            entries.Add(Entry(rest, rest.Slice(EntryLength, name), rest.Slice(EntryLength + name, extra)));
            rest = rest[whole..];
        }

        return entries.Count == count ? entries : throw Damaged($"its directory has {Number(entries.Count)} entries and should have {Number(count)}");
    }

    /// <summary>Finds the directory, and returns its number of entries and its size in bytes.</summary>
    private (long Count, long Size) End()
    {
        int tail = (int)Math.Min(length, EndLength + ushort.MaxValue);
        byte[] bytes = Take(length - tail, tail);
        int at = tail - EndLength;
        while (at >= 0 && !(ReadUInt32LittleEndian(bytes.AsSpan(at)) == EndMark && at + EndLength + ReadUInt16LittleEndian(bytes.AsSpan(at + 20)) == tail)) { at--; }
        if (at < 0) { throw new DataFileException(file, null, null, "it does not end as ZIP archives do: it is cut off, or it is not an NPZ file."); }
        ReadOnlySpan<byte> end = bytes.AsSpan(at);
        long position = length - tail + at;
        ushort few = ReadUInt16LittleEndian(end[10..]);
        (uint size, uint start) = (ReadUInt32LittleEndian(end[12..]), ReadUInt32LittleEndian(end[16..]));
        if (ReadUInt16LittleEndian(end[4..]) is not (0 or Large16) || ReadUInt16LittleEndian(end[6..]) is not (0 or Large16) || ReadUInt16LittleEndian(end[8..]) != few)
        {
            throw Damaged("it should be one of several parts");
        }

        if (few == Large16 || size == Large32 || start == Large32) { return End64(position); }
        directoryStart = start;
        return start + (long)size == position ? (few, size) : throw Damaged("its directory does not end where the archive's last record begins");
    }

    private (long Count, long Size) End64(long end)
    {
        byte[] locator = Take(end - Locator64Length, Locator64Length);
        long at = ReadInt64LittleEndian(locator.AsSpan(8));
        byte[] record = Take(at, End64Length);
        if (ReadUInt32LittleEndian(locator) != Locator64Mark || ReadUInt32LittleEndian(record) != End64Mark) { throw Damaged("the record of its large directory is missing"); }
        long count = ReadInt64LittleEndian(record.AsSpan(32));
        long size = ReadInt64LittleEndian(record.AsSpan(40));
        directoryStart = ReadInt64LittleEndian(record.AsSpan(48));
        return size >= 0 && directoryStart >= 0 && directoryStart <= at - size
            ? (count, size)
            : throw Damaged("its large directory does not end before its record");
    }

    private ZipEntry Entry(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        uint packed = ReadUInt32LittleEndian(entry[20..]), size = ReadUInt32LittleEndian(entry[24..]), header = ReadUInt32LittleEndian(entry[42..]);
        ReadOnlySpan<byte> large = Extra64(extra);
        var result = new ZipEntry(
            Text(name),
            ReadUInt16LittleEndian(entry[10..]),
            (ReadUInt16LittleEndian(entry[8..]) & 1) != 0,
            ReadUInt32LittleEndian(entry[16..]),
            Length: Large(size, ref large),
            PackedLength: Large(packed, ref large),
            Header: Large(header, ref large));

        byte[] local = Take(result.Header, HeaderLength);
        int localName = ReadUInt16LittleEndian(local.AsSpan(26));
        bool isSame = ReadUInt32LittleEndian(local) == HeaderMark
            && ReadUInt16LittleEndian(local.AsSpan(8)) == result.Method
            && (ReadUInt16LittleEndian(local.AsSpan(6)) & 1) != 0 == result.IsEncrypted
            && localName == name.Length
            && Take(result.Header + HeaderLength, localName).AsSpan().SequenceEqual(name);
        return isSame ? result : throw Damaged($"its directory and the header before the content of {Quote(result.Name)} differ");
    }

    private byte[]? Packed(ZipEntry entry)
    {
        byte[] header = Take(entry.Header, HeaderLength);
        long start = entry.Header + HeaderLength + ReadUInt16LittleEndian(header.AsSpan(26)) + ReadUInt16LittleEndian(header.AsSpan(28));
        if (entry.PackedLength > directoryStart - start) { throw Damaged($"the content of {Quote(entry.Name)} does not end before the directory"); }
        return entry.PackedLength > Array.MaxLength ? null : Take(start, (int)entry.PackedLength);
    }

    private long Large(uint small, ref ReadOnlySpan<byte> large)
    {
        if (small != Large32) { return small; }
        if (large.Length < sizeof(long) || ReadInt64LittleEndian(large) < 0) { throw Damaged("its directory lacks a number of 64 bits"); }
        long number = ReadInt64LittleEndian(large);
        large = large[sizeof(long)..];
        return number;
    }

    /// <summary>The numbers of 64 bits among an entry's additional fields.</summary>
    private static ReadOnlySpan<byte> Extra64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int size = Math.Min(ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (ReadUInt16LittleEndian(extra) == 1) { return extra.Slice(4, size); }
            extra = extra[(4 + size)..];
        }

        return [];
    }

    /// <summary>
    /// Decodes UTF-8 (which includes ASCII), whatever the flag says; if it is invalid, Latin-1, in which every byte is a character.
    /// </summary>
    private static string Text(ReadOnlySpan<byte> name) =>
        System.Text.Unicode.Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : Encoding.Latin1.GetString(name);

    private byte[] Take(long start, int count)
    {
        if (start < 0 || count > length - start) { throw Damaged("it is shorter than its directory says"); }
        stream.Position = origin + start;
        byte[] bytes = StreamBytes.Read(stream, count);
        return bytes.Length == count ? bytes : throw Damaged("it is shorter than its directory says");
    }

    private DataFileException Damaged(string problem) => new(file, null, null, $"it is a damaged ZIP archive: {problem}.");
}
