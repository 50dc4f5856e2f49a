namespace NNGen;

/// <summary>
/// Writes a file wholly or not at all: whoever reads the path sees the old content or the new one, never half of it.
/// </summary>
/// <remarks>
/// The new content goes into a temporary file in the same directory, is flushed to the disk, and takes the name of the old file. A symbolic
/// link stays one: the file that it leads to is replaced. The permissions of an old file are kept (Unix). Its owner becomes
/// the user who writes, because .NET has no call to change owners; for that user's own files nothing changes.
/// </remarks>
internal static class AtomicFile
{
    // Short, because a name in a directory may have 255 bytes, and the user's may have them all.
    private const string Prefix = ".nngen-";
    private const string Suffix = ".tmp";

    /// <summary>
    /// A temporary file that nothing was written to for so long, and that no process has open, was left by one that was killed. Locks tell on
    /// every local disk; the time is for a disk of another machine, and for the moment between the making of a file and its lock.
    /// </summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(TargetOf(path));

        // The same directory: a rename across file systems would be a copy.
        string folder = Path.GetDirectoryName(target) ?? target;
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;
        DeleteAbandoned(folder);
        string temporary = Path.Combine(folder, Prefix + Path.GetRandomFileName() + Suffix);
        bool isWritten = false;
        try
        {
            using FileStream stream = Create(temporary, path, folder, mode);
            write(stream);
            stream.Flush(flushToDisk: true);
            if (mode is { } kept && !OperatingSystem.IsWindows()) { File.SetUnixFileMode(stream.SafeFileHandle, kept); }

            // Still open, so that at no moment it looks abandoned.
            File.Move(temporary, target, overwrite: true);
            isWritten = true;
        }
        finally
        {
            // In a directory that does not exist there is nothing to delete, and Delete would hide the real error.
            if (!isWritten && File.Exists(temporary)) { File.Delete(temporary); }
        }
    }

    /// <summary>Deletes what processes that were killed while writing have left in a directory.</summary>
    public static void DeleteAbandoned(string folder)
    {
        if (!Directory.Exists(folder)) { return; }
        try
        {
            DateTime limit = DateTime.UtcNow - Abandoned;
            foreach (string file in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
            {
                if (File.GetLastWriteTimeUtc(file) < limit) { DeleteIfUnused(file); }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A directory that cannot be listed can be written to all the same.
        }
    }

    private static void DeleteIfUnused(string file)
    {
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
            File.Delete(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // In use, or another user's.
        }
    }

    private static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private static FileStream Create(string temporary, string path, string folder, UnixFileMode? mode)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Delete,
        };

        // Nobody who may not read the old file can read the new one in the meantime.
        if (mode is not null && !OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        try
        {
            return new FileStream(temporary, options);
        }
        catch (DirectoryNotFoundException problem)
        {
            // The caller knows nothing of the temporary file.
            throw new DirectoryNotFoundException($"Cannot write '{path}': the directory '{folder}' does not exist (create it first).", problem);
        }
    }
}
