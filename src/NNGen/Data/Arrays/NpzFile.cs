using System.IO.Compression;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// NumPy's <c>.npz</c> files: a ZIP archive of <c>.npy</c> files, each an array with a name (<c>numpy.savez</c>,
/// <c>numpy.savez_compressed</c>).
/// </summary>
public sealed class NpzFile
{
    private const string Extension = ".npy";
    private readonly Dictionary<string, NdArray> arrays = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly string file;

    private NpzFile(string file) => this.file = file;

    /// <summary>The names of the arrays, in their order in the file.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>An array by its name, without <c>.npy</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">No array has that name; the message lists those that exist.</exception>
    public NdArray this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return arrays.TryGetValue(name, out NdArray? array)
                ? array
                : throw new ArgumentException($"{file} has no array {Quote(name)} (it has {FileText.Names(names)}).", nameof(name));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The file, wholly in memory.</returns>
    /// <exception cref="DataFileException">The file is no valid archive, or an array in it cannot be read.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NpzFile Load(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Reads from a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <returns>The file, wholly in memory.</returns>
    /// <exception cref="DataFileException">The content is no valid archive, or an array in it cannot be read.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static NpzFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, "stream");
    }

    /// <summary>
    /// Writes a file: beside <paramref name="path"/> first, then renamed. The same arrays give the same bytes, whenever they are
    /// written.
    /// </summary>
    /// <param name="path">Where to, usually ending in <c>.npz</c>; an existing file is replaced.</param>
    /// <param name="arrays">Names and arrays.</param>
    /// <param name="isCompressed">Whether to pack them, as <c>numpy.savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, NdArray>> arrays, bool isCompressed = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream => Write(stream, arrays, isCompressed));
    }

    /// <summary>Writes to a stream, as <see cref="Save"/> does.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="arrays">Names and arrays.</param>
    /// <param name="isCompressed">Whether to pack them.</param>
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

            // NumPy writes this date too: the first that ZIP knows.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }

    private static NpzFile Read(Stream stream, string file)
    {
        NpzFile result = new(file);
        try
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                {
                    throw new DataFileException(
                        file, null, null, $"it holds {Quote(entry.FullName)}, which is no .npy file (is it one of NumPy's?).");
                }

                string name = entry.FullName[..^Extension.Length];
                using Stream content = entry.Open();
                NdArray array = NpyFile.Read(content, $"{file}, array {Quote(name)}");
                if (content.ReadByte() >= 0)
                {
                    throw new DataFileException(file, null, null, $"more bytes follow the array {Quote(name)}.");
                }

                if (!result.arrays.TryAdd(name, array))
                {
                    throw new DataFileException(file, null, null, $"it has two arrays {Quote(name)}.");
                }

                result.names.Add(name);
            }
        }
        catch (InvalidDataException problem)
        {
            throw new DataFileException(file, null, null, "it is no valid ZIP archive, or is damaged (is it an NPZ file?).", problem);
        }

        return result;
    }
}
