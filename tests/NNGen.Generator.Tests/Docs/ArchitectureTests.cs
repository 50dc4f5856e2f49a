using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>The rooms of the compiler know what <c>docs/architecture.md</c> lets them know, by their <c>using</c> lines: no stage knows a later one.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>What each folder may import of the others.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Common"] = [],
        ["Syntax"] = ["Diagnostics"],
        ["Ir"] = [],
        ["Model"] = ["Syntax", "Diagnostics", "Ir", "Layers", "Losses"],
        ["Layers"] = ["Model", "Ir"],
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
    public void A_room_knows_no_later_stage(string room)
    {
        string[] wrong = [.. Directory.GetFiles(Path.Combine(Generator, room), "*.cs")
            .SelectMany(file => Usings().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)
                .Where(name => !Allowed[room].Contains(name) && name != room.Replace('/', '.'))
                .Select(name => $"{Path.GetFileName(file)} knows {name}"))];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_room_that_reads_declarations_and_those_that_report_know_Roslyn()
    {
        string[] free = ["Ir", "Layers", "Losses", "Gradients", "Schedule", "Schedule/Nests", "CSharp"];
        string[] wrong = [.. free.SelectMany(room => Directory.GetFiles(Path.Combine(Generator, room), "*.cs"))
            .Where(file => File.ReadAllText(file).Contains("using Microsoft.CodeAnalysis", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_catalogs_alone_know_a_layer_or_a_loss_by_its_type()
    {
        string[] types = [.. new[] { "Layers", "Losses" }.SelectMany(room => Directory.GetFiles(Path.Combine(Generator, room), "*.cs"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Where(type => !type.EndsWith("Catalog", StringComparison.Ordinal))];
        Assert.Contains("Dense", types);
        var tested = new Regex($@"\bis (not )?\(?({string.Join('|', types)})\b|OfType<({string.Join('|', types)})>|case ({string.Join('|', types)})\b");

        string[] wrong = [.. new[] { "Model", "Ir", "Gradients", "Schedule", "Schedule/Nests", "CSharp", "Diagnostics", "CallSites" }
            .SelectMany(room => Directory.GetFiles(Path.Combine(Generator, room), "*.cs"))
            .Where(file => tested.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"^using NNGen\.Generator\.(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
