namespace NNGen;

/// <summary>
/// Writes a file wholly or not at all: whoever reads the path sees the old content or the new one, never half of it.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same directory, flushes it to the disk, and renames it.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // The same directory: a rename across file systems would be a copy.
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        bool written = false;
        try
        {
            using (FileStream stream = Create(temporary, path))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            written = true;
        }
        finally
        {
            // In a directory that does not exist there is nothing to delete, and Delete would hide the real error.
            if (!written && File.Exists(temporary)) { File.Delete(temporary); }
        }
    }

    private static FileStream Create(string temporary, string path)
    {
        try
        {
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (DirectoryNotFoundException problem)
        {
            // The caller knows nothing of the temporary file.
            throw new DirectoryNotFoundException(
                $"Cannot write '{path}': the directory '{Path.GetDirectoryName(Path.GetFullPath(path))}' does not exist (create it first).", problem);
        }
    }
}
