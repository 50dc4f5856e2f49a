using Xunit.Sdk;

namespace NNGen.Generator.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nngen-snapshot-").FullName;

    private string Stem => Path.Combine(folder, "Tests.Test");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_difference_names_the_first_line_and_leaves_the_received_text()
    {
        File.WriteAllText(Stem + ".verified.txt", "one\r\ntwo\r\nthree");

        var failure = Assert.Throws<FailException>(() => Snapshot.Verify("one\n2\n3", Stem, accept: false));

        Assert.Contains("Line 2 differs.\nVerified: two\nReceived: 2\n", failure.Message);
        Assert.Equal("one\n2\n3", File.ReadAllText(Stem + ".received.txt"));
    }

    [Fact]
    public void A_missing_verified_file_fails()
    {
        var failure = Assert.Throws<FailException>(() => Snapshot.Verify("one", Stem, accept: false));

        Assert.Contains("There is no verified text yet.", failure.Message);
    }

    [Fact]
    public void Accepting_writes_the_verified_file_that_passes_afterwards()
    {
        Assert.Throws<FailException>(() => Snapshot.Verify("one", Stem, accept: false));
        Snapshot.Verify("one", Stem, accept: true);
        Snapshot.Verify("one", Stem, accept: false);

        Assert.Equal([Stem + ".verified.txt"], Directory.GetFiles(folder));
    }
}
