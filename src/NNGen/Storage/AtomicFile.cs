namespace NNGen;

/// <summary>
/// Writes a file atomically: readers see either the old or the new content, never a part of it.
/// </summary>
/// <remarks>
/// The new content goes into a temporary file in the same directory, is flushed to the disk, and is renamed to the old file's name. A symbolic
/// link is kept: its target is replaced. The permissions of an old file are kept (Unix). The owner becomes the user who writes,
/// because .NET has no call to change owners.
/// </remarks>
internal static class AtomicFile
{
    // Short, because a file name is limited to 255 bytes, and the user's may use all of them.
    private const string Prefix = ".nngen-";
    private const string Suffix = ".tmp";

    /// <summary>
    /// A temporary file that was not written to for this time, and that no process has open, was left by a killed process. Locks are
    /// reliable on local disks; the time is for network disks, and for the moment between the creation of a file and its lock.
    /// </summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
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

            // Still open, so that it never looks abandoned.
            File.Move(temporary, target, overwrite: true);
            isWritten = true;
        }
        finally
        {
            // If the directory does not exist, there is nothing to delete, and Delete would hide the actual error.
            if (!isWritten && File.Exists(temporary)) { File.Delete(temporary); }
        }
    }

    /// <summary>Deletes temporary files that killed processes left in a directory.</summary>
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
            // A directory that cannot be listed may still be writable.
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

        // Users without access to the old file cannot read the new one in the meantime.
        if (mode is not null && !OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        try
        {
            return new FileStream(temporary, options);
        }
        catch (DirectoryNotFoundException problem)
        {
            // The caller does not know about the temporary file.
            throw new DirectoryNotFoundException($"Cannot write '{path}': the directory '{folder}' does not exist (create it first).", problem);
        }
    }
}
