namespace NNGen.Plots.Tests;

public sealed class PictureFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nngen-plots-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Missing_folders_are_made_and_nothing_else_is_left()
    {
        string path = Path.Combine(folder, "a", "b", "plot.svg");
        Plot plot = new Plot().Line([1, 2], [1, 2]);
        plot.Save(path);
        plot.Save(path);

        Assert.Equal(plot.ToSvg(), File.ReadAllText(path));
        Assert.Equal(["plot.svg"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
    }

    [Fact]
    public void An_error_names_the_path()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");
        string path = Path.Combine(folder, "file", "plot.svg");
        var error = Assert.ThrowsAny<IOException>(() => new Plot().Line([1, 2], [1, 2]).Save(path));
        Assert.Contains($"Cannot write '{path}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_is_rejected()
    {
        string path = Path.Combine(folder, "plot.png");
        var error = Assert.Throws<ArgumentException>(() => new Plot().Line([1, 2], [1, 2]).Save(path));
        Assert.Contains("ends in .svg", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }
}
