using System.Text;

namespace NNGen.Plots;

/// <summary>Writes a picture atomically.</summary>
internal static class PictureFile
{
    /// <summary>Creates the folder if it does not exist, and writes the file.</summary>
    /// <exception cref="ArgumentException">The path ends in the extension of another format.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void Write(string path, string text, string extension)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string given = Path.GetExtension(path);
        if (!given.Equals(extension, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"Expected a path that ends in {extension}, got '{path}' (the content is {extension[1..].ToUpperInvariant()}, whatever the file is called).", nameof(path));
        }

        try
        {
            string full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            AtomicFile.Write(full, stream => stream.Write(bytes));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot write '{path}': {problem.Message}", problem);
        }
    }
}
