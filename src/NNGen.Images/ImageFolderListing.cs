using static NNGen.FileText;

namespace NNGen;

/// <summary>Finds the classes of a folder and their files.</summary>
internal static class ImageFolderListing
{
    /// <summary>Files with these ends are images; next to the folders of classes they would have no class.</summary>
    private static readonly string[] ImageEnds = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"];

    /// <summary>What file managers leave in folders; names that begin with a dot are hidden everywhere.</summary>
    private static readonly string[] LeftByFileManagers = ["Thumbs.db", "desktop.ini"];

    /// <summary>The names of the classes: those that are expected, or those of the subfolders, in ordinal order.</summary>
    public static IReadOnlyList<string> Classes(string folder, IReadOnlyList<string>? expected)
    {
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"The folder '{folder}' does not exist."); }
        string[] found =
        [
            .. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal),
        ];
        string? stray = Files(folder, SearchOption.TopDirectoryOnly).FirstOrDefault(
            file => ImageEnds.Any(end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase)));
        if (stray is not null)
        {
            throw ImageDecoder.Wrong(stray, "it has no class, because it is next to the folders of the classes (move it into one of them)");
        }

        if (found.Length < 2)
        {
            throw ImageDecoder.Wrong(folder, $"a folder of images has a subfolder for each of at least 2 classes; found {Names(found)}");
        }

        if (expected is null) { return found; }
        string[] missing = [.. expected.Except(found, StringComparer.Ordinal)];
        string[] unknown = [.. found.Except(expected, StringComparer.Ordinal)];
        return missing.Length + unknown.Length == 0 ? [.. expected] : throw ImageDecoder.Wrong(
            folder, $"its subfolders are not the expected classes: missing are {Names(missing)}, unknown are {Names(unknown)}");
    }

    /// <summary>The files of a class, also in subfolders, in ordinal order of their paths.</summary>
    public static IReadOnlyList<string> FilesOf(string folder, string className)
    {
        string path = Path.Combine(folder, className);
        string[] files = [.. Files(path, SearchOption.AllDirectories)];
        return files.Length > 0 ? files : throw ImageDecoder.Wrong(path, $"class {Quote(className)} has no images (add some, or delete the folder)");
    }

    private static IEnumerable<string> Files(string folder, SearchOption depth) => Directory.EnumerateFiles(folder, "*", depth)
        .Where(file => !IsHidden(Path.GetRelativePath(folder, file)))
        .OrderBy(file => file.Replace('\\', '/'), StringComparer.Ordinal);

    private static bool IsHidden(string file) =>
        file.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Any(name => name.StartsWith('.'))
        || LeftByFileManagers.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase);
}
