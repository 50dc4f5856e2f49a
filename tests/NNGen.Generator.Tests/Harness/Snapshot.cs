using System.Runtime.CompilerServices;

namespace NNGen.Generator.Tests;

/// <summary>
/// Compares text with a file next to the test, named as by Verify: <c>Class.Method.verified.txt</c>. If they differ, the
/// text is written to <c>Class.Method.received.txt</c>. With the environment variable <c>NNGEN_ACCEPT=1</c> the text becomes the
/// verified file.
/// </summary>
internal static class Snapshot
{
    /// <summary>Fails unless the text is the verified one.</summary>
    /// <param name="text">The text; line ends do not count.</param>
    /// <param name="name">Distinguishes several snapshots of one test: <c>Class.Method_name.verified.txt</c>.</param>
    /// <param name="file">The test's file, named after its class.</param>
    /// <param name="method">The test.</param>
    public static void Verify(string text, string? name = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Verify(text, PathOf(file, method, name), Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1");

    /// <summary>The same with explicit paths: <paramref name="stem"/> is the path without <c>.verified.txt</c>.</summary>
    public static void Verify(string text, string stem, bool accept)
    {
        string verifiedPath = stem + ".verified.txt";
        string receivedPath = stem + ".received.txt";
        string received = text.ReplaceLineEndings("\n");
        string? verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : null;
        if (received == verified || accept)
        {
            if (received != verified) { File.WriteAllText(verifiedPath, received); }
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{FirstDifference(verified, received)}\nCompare {receivedPath}\nwith    {verifiedPath}\n(NNGEN_ACCEPT=1 accepts).");
    }

    private static string FirstDifference(string? verified, string received)
    {
        if (verified is null) { return "There is no verified text yet."; }
        string[] expected = verified.Split('\n');
        string[] actual = received.Split('\n');
        int line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line]) { line++; }
        return $"Line {line + 1} differs.\nVerified: {Line(expected)}\nReceived: {Line(actual)}";

        string Line(string[] lines) => line < lines.Length ? lines[line] : "(end of text)";
    }

    private static string PathOf(string file, string method, string? name)
    {
        // A deterministic build in CI maps the repository's root to /_/.
        if (file.StartsWith("/_/", StringComparison.Ordinal)) { file = Path.Combine(RepositoryRoot(), file[3..]); }
        string suffix = name is null ? "" : "_" + name;
        return Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}{suffix}");
    }

    /// <summary>The folder of the solution, on the machine that runs the tests.</summary>
    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NNGen.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no NNGen.sln above the tests.");
        }

        return folder.FullName;
    }
}
