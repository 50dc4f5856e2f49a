using System.IO.Compression;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// NumPy's <c>.npz</c> files: a ZIP archive of <c>.npy</c> files, each an array with a name (<c>numpy.savez</c>,
/// <c>numpy.savez_compressed</c>).
/// </summary>
/// <remarks>
/// An array is decompressed, and its checksum compared, when it is first accessed: one that cannot be read (an array of text, for example)
/// does not affect the others. Entries that are not arrays, such as folders and a README, are skipped.
/// </remarks>
public sealed class NpzFile
{
    private const string Extension = ".npy";
    private readonly Dictionary<string, Lazy<NdArray>> arrays = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<string> others = [];
    private readonly string file;

    private NpzFile(string file) => this.file = file;

    /// <summary>The names of the arrays, in their order in the file.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>An array by its name, without <c>.npy</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">No array has that name; the message lists those that exist.</exception>
    /// <exception cref="DataFileException">The array is damaged, or holds no numbers.</exception>
    public NdArray this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return arrays.TryGetValue(name, out Lazy<NdArray>? array)
                ? array.Value
                : throw new ArgumentException($"{file} has no array {Quote(name)} (it has {FileText.Names(names)}).", nameof(name));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The file, completely in memory.</returns>
    /// <exception cref="DataFileException">The file is not an archive, is damaged, or holds no arrays.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NpzFile Load(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Reads from a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <returns>The file, completely in memory.</returns>
    /// <exception cref="DataFileException">The content is not an archive, is damaged, or holds no arrays.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static NpzFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "stream");
    }

    /// <summary>
    /// Writes a file: to a temporary file next to <paramref name="path"/>, which is then renamed. The same arrays always give the same
    /// bytes.
    /// </summary>
    /// <param name="path">The file, usually ending in <c>.npz</c>; an existing file is replaced.</param>
    /// <param name="arrays">Names and arrays.</param>
    /// <param name="isCompressed">Whether to compress them, as <c>numpy.savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, NdArray>> arrays, bool isCompressed = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream => Write(stream, arrays, isCompressed));
    }

    /// <summary>Writes to a stream, as <see cref="Save"/> does.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="arrays">Names and arrays.</param>
    /// <param name="isCompressed">Whether to compress them.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, NdArray>> arrays, bool isCompressed = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        HashSet<string> seen = new(StringComparer.Ordinal);
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, NdArray array) in arrays)
        {
            if (string.IsNullOrEmpty(name)) { throw new ArgumentException("An array has no name.", nameof(arrays)); }
            if (!seen.Add(name)) { throw new ArgumentException($"Two arrays are called {Quote(name)}.", nameof(arrays)); }
            ZipArchiveEntry entry = archive.CreateEntry(
                name + Extension, isCompressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression);

            // NumPy writes this date too: the earliest that ZIP can represent.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }

    private static NpzFile Read(Stream stream, string file)
    {
        if (!stream.CanSeek)
        {
            // The directory of an archive is at its end.
            using MemoryStream whole = new();
            stream.CopyTo(whole);
            whole.Position = 0;
            return Read(whole, file);
        }

        NpzFile result = new(file);
        ZipDirectory.Read(stream, file, result.Add);
        return result.names.Count > 0 || result.others.Count == 0
            ? result
            : throw new DataFileException(file, null, null, $"it holds no .npy file, but {FileText.Names(result.others)} (is it one of NumPy's?).");
    }

    private void Add(ZipEntry entry, byte[]? packed)
    {
        if (!entry.Name.EndsWith(Extension, StringComparison.Ordinal))
        {
            others.Add(entry.Name);
            return;
        }

        string name = entry.Name[..^Extension.Length];
        string place = $"{file}, array {Quote(name)}";
        if (!arrays.TryAdd(name, new Lazy<NdArray>(() => Unpack(entry, packed, place))))
        {
            throw new DataFileException(file, null, null, $"it has two arrays {Quote(name)}.");
        }

        names.Add(name);
    }

    private static NdArray Unpack(ZipEntry entry, byte[]? packed, string place)
    {
        entry.CheckReadable(place);
        using MemoryStream content = new(entry.Unpack(packed!, place));
        NdArray array = NpyFile.Read(content, place);
        return content.Position == content.Length ? array : throw new DataFileException(place, null, null, "more bytes follow the array.");
    }
}
