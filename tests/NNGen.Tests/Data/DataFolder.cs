namespace NNGen.Tests;

/// <summary>A separate folder for a test's files, and the files that NumPy and scikit-learn wrote.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("nngen-data-").FullName;

    /// <summary>A file that came with the tests.</summary>
    public static string Reference(string name) => Path.Combine(AppContext.BaseDirectory, "Data", "Files", name);

    public string this[string name] => Path.Combine(path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>The message that an action throws, without the folder's path in front.</summary>
    public string Message<TException>(Action action)
        where TException : Exception => Assert.Throws<TException>(action).Message.Replace(path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
