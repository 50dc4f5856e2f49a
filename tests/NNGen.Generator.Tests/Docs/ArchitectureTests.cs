using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>
/// The folders of the compiler use only those that <c>docs/architecture.md</c> allows, according to their <c>using</c> lines: no stage uses a later
/// one.
/// </summary>
public sealed partial class ArchitectureTests
{
    /// <summary>The folders that each folder may import.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Common"] = [],
        ["Syntax"] = ["Diagnostics"],
        ["Ir"] = [],
        ["Model"] = ["Syntax", "Diagnostics", "Ir", "Layers", "Losses"],
        ["Layers"] = ["Model", "Ir", "Diagnostics"],
        ["Losses"] = ["Model", "Ir", "Syntax"],
        ["Gradients"] = ["Ir"],
        ["Schedule/Nests"] = ["Ir"],
        ["Schedule"] = ["Ir", "Gradients", "Schedule.Nests"],
        ["CSharp"] = ["Syntax", "Model", "Ir", "Gradients", "Schedule", "Schedule.Nests"],
        ["CallSites"] = ["Syntax", "Model", "Ir", "Diagnostics", "Layers", "Losses"],
    };

    private static readonly string Generator = Path.Combine(Repository.Root, "generator", "NNGen.Generator");

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_does_not_use_later_stages(string folder)
    {
        string[] wrong = [.. Directory.GetFiles(Path.Combine(Generator, folder), "*.cs")
            .SelectMany(file => Usings().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)
                .Where(name => !Allowed[folder].Contains(name) && name != folder.Replace('/', '.'))
                .Select(name => $"{Path.GetFileName(file)} knows {name}"))];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_folder_that_reads_declarations_and_those_that_report_use_Roslyn()
    {
        string[] free = ["Ir", "Layers", "Losses", "Gradients", "Schedule", "Schedule/Nests", "CSharp"];
        string[] wrong = [.. free.SelectMany(folder => Directory.GetFiles(Path.Combine(Generator, folder), "*.cs"))
            .Where(file => File.ReadAllText(file).Contains("using Microsoft.CodeAnalysis", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_catalogs_alone_know_a_layer_or_a_loss_by_its_type()
    {
        string[] types = [.. new[] { "Layers", "Losses" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Generator, folder), "*.cs"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Where(type => !type.EndsWith("Catalog", StringComparison.Ordinal))];
        Assert.Contains("Dense", types);
        var tested = new Regex($@"\bis (not )?\(?({string.Join('|', types)})\b|OfType<({string.Join('|', types)})>|case ({string.Join('|', types)})\b");

        string[] wrong = [.. new[] { "Model", "Ir", "Gradients", "Schedule", "Schedule/Nests", "CSharp", "Diagnostics", "CallSites" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Generator, folder), "*.cs"))
            .Where(file => tested.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^using NNGen\.Generator\.(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
