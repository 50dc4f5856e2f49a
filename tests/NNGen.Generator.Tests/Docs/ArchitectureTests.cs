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
        ["Schedule/OneSample"] = ["Ir", "Schedule.Nests"],
        ["Schedule"] = ["Ir", "Gradients", "Schedule.Nests", "Schedule.OneSample"],
        ["CSharp"] = ["Syntax", "Model", "Ir", "Gradients", "Schedule", "Schedule.Nests"],
        ["CallSites"] = ["Syntax", "Model", "Ir", "Diagnostics", "Layers", "Losses"],
    };

    private static readonly string Generator = Path.Combine(Repository.Root, "generator", "NNGen.Generator");

    /// <summary>The rooms that work with layers, whatever layers these are.</summary>
    private static readonly string[] others = ["Model", "Ir", "Gradients", "Schedule", "Schedule/Nests", "Schedule/OneSample", "CSharp", "Diagnostics", "CallSites"];

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_does_not_use_later_stages(string folder)
    {
        string[] wrong = [.. Files(folder)
            .SelectMany(file => Usings().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)
                .Where(name => !Allowed[folder].Contains(name) && name != folder.Replace('/', '.'))
                .Select(name => $"{Path.GetFileName(file)} knows {name}"))];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_folder_that_reads_declarations_and_those_that_report_use_Roslyn()
    {
        string[] free = ["Ir", "Layers", "Losses", "Gradients", "Schedule", "Schedule/Nests", "Schedule/OneSample", "CSharp"];
        string[] wrong = [.. free.SelectMany(Files)
            .Where(file => File.ReadAllText(file).Contains("using Microsoft.CodeAnalysis", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_catalogs_alone_know_a_layer_or_a_loss_by_its_type()
    {
        string[] types = [.. new[] { "Layers", "Losses" }.SelectMany(Files)
            .Select(file => Path.GetFileNameWithoutExtension(file)).Where(type => !type.EndsWith("Catalog", StringComparison.Ordinal))];
        Assert.Contains("Dense", types);
        Assert.Contains("Recurrent", types);
        var tested = new Regex($@"\bis (not )?\(?({string.Join('|', types)})\b|OfType<({string.Join('|', types)})>|case ({string.Join('|', types)})\b");

        string[] wrong = [.. others.SelectMany(Files).Where(file => tested.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_stage_knows_a_layer_by_its_name()
    {
        // The words of the grammar are known: regions, marks, inputs, outputs. So are the attributes whose formulas users write.
        string[] names = [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(LayerAttribute)))
            .Select(type => type.Name[..^"Attribute".Length]).Except(["EndResidual", "Activation"])];
        Assert.Contains("Dense", names);
        Assert.Contains("LSTM", names);
        var compared = new Regex($@"Kind (==|!=|is (not )?)[^;)]*""({string.Join('|', names)})""");

        string[] wrong = [.. others.Append("Syntax").SelectMany(Files).Where(file => compared.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)!)];

        Assert.Empty(wrong);
    }

    /// <summary>The files of a room: those of its folder and of the folders within, apart from those that are rooms themselves.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(Generator, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Allowed.Keys.Any(inner =>
                inner.StartsWith(folder + "/", StringComparison.Ordinal) && file.StartsWith(Path.Combine(Generator, inner) + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

    [GeneratedRegex(@"^using NNGen\.Generator\.(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
