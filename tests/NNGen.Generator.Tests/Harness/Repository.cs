namespace NNGen.Generator.Tests;

/// <summary>Where this repository lies on the machine that runs the tests.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NNGen.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no NNGen.sln above the tests.");
        }

        return folder.FullName;
    }
}
