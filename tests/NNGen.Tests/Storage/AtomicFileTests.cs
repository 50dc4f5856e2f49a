namespace NNGen.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.UserRead)]
    public void A_file_that_is_replaced_keeps_who_may_read_it(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) { return; }
        string path = folder.Write("secret", "old");
        File.SetUnixFileMode(path, mode);
        UnixFileMode whileWriting = default;

        AtomicFile.Write(path, stream =>
        {
            whileWriting = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.tmp").Single());
            stream.Write("new"u8);
        });

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, whileWriting);
    }

    [Fact]
    public void A_new_file_has_the_mode_of_every_new_file()
    {
        if (OperatingSystem.IsWindows()) { return; }
        AtomicFile.Write(folder["a"], stream => stream.Write("a"u8));

        Assert.Equal(File.GetUnixFileMode(folder.Write("b", "b")), File.GetUnixFileMode(folder["a"]));
    }

    [Fact]
    public void A_symbolic_link_stays_one_and_its_file_is_replaced()
    {
        if (OperatingSystem.IsWindows()) { return; }
        Directory.CreateDirectory(folder["runs"]);
        folder.Write("runs/7.safetensors", "old");
        File.CreateSymbolicLink(folder["latest"], "runs/7.safetensors");
        File.CreateSymbolicLink(folder["link to link"], "latest");
        File.CreateSymbolicLink(folder["to nothing"], "runs/8.safetensors");

        AtomicFile.Write(folder["link to link"], stream => stream.Write("new"u8));
        AtomicFile.Write(folder["to nothing"], stream => stream.Write("eight"u8));

        Assert.Equal("runs/7.safetensors", new FileInfo(folder["latest"]).LinkTarget);
        Assert.Equal("latest", new FileInfo(folder["link to link"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(folder["runs/7.safetensors"]));
        Assert.Equal("runs/8.safetensors", new FileInfo(folder["to nothing"]).LinkTarget);
        Assert.Equal("eight", File.ReadAllText(folder["runs/8.safetensors"]));
    }

    [Fact]
    public void A_name_may_be_as_long_as_names_of_files_may_be()
    {
        string path = folder[new string('n', 255)];

        AtomicFile.Write(path, stream => stream.Write("a"u8));
        AtomicFile.Write(path, stream => stream.Write("b"u8));

        Assert.Equal("b", File.ReadAllText(path));
    }

    [Fact]
    public void Files_left_by_a_killed_process_are_removed_with_the_next_file_and_files_in_use_stay()
    {
        string[] files = [".nngen-old.tmp", ".nngen-used.tmp", ".nngen-young.tmp", "notes.tmp"];
        foreach (string file in files)
        {
            folder.Write(file, "half");
            if (file != ".nngen-young.tmp") { File.SetLastWriteTimeUtc(folder[file], DateTime.UtcNow.AddHours(-2)); }
        }

        using (new FileStream(folder[".nngen-used.tmp"], FileMode.Open, FileAccess.ReadWrite, FileShare.Delete))
        {
            AtomicFile.Write(folder["a"], stream => stream.Write("a"u8));
        }

        Assert.Equal([".nngen-used.tmp", ".nngen-young.tmp", "a", "notes.tmp"], Directory.GetFiles(Path.GetDirectoryName(folder["a"])!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
