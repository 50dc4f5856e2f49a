using Microsoft.CodeAnalysis.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>Generated files, messages and fixes have the same bytes in every culture.</summary>
[Trait("Category", "Slow")]
public sealed class BuildCultureTests
{
    // Every layer, activation and loss whose text or code has numbers; large ones, small ones and negative ones.
    private static readonly string[] networks =
    [
        "[Network] [Input(2048)] [Dense(1500, L1 = 0.0015, L2 = 1e-7, BiasL2 = 2.5, MaxNorm = 1.5), ELU(0.75)] [Dropout(0.3)] [GaussianNoise(0.125)]"
            + " [ActivityRegularization(0.5, 0.25)] [Dense(1001, WeightInitializer = Initializer.Constant, WeightScale = -0.5), LeakyReLU(-0.25)]"
            + " [Dense(1), Linear] [Huber(1.5)] public partial class Wide;",
        "[Network] [Input(30)] [Dense(20), GELU] [Dense(10), SELU] [Dense(3), Softmax] [CrossEntropy(LabelSmoothing = 0.125)] public partial class Smoothed;",
        "[Network(Precision = Precision.Double)] [Input(3)] [Dense(2), HardSigmoid] [Dense(1), Sigmoid] [BinaryCrossEntropy(LabelSmoothing = 0.0625)] public partial class Odd;",
    ];

    [Theory]
    [MemberData(nameof(ForeignCultures.Names), MemberType = typeof(ForeignCultures))]
    public void Generated_files_are_the_same_bytes_in_every_culture(string culture)
    {
        var here = files.Value;
        var there = ForeignCultures.In(culture, Files);

        Assert.Equal(3, here.Count);
        foreach ((string name, string text) in here) { Assert.Equal(text.Split('\n'), there[name].Split('\n')); }
    }

    [Theory]
    [MemberData(nameof(ForeignCultures.Names), MemberType = typeof(ForeignCultures))]
    public void Messages_are_the_same_in_every_culture(string culture) =>
        Assert.Equal(messages.Value, ForeignCultures.In(culture, Messages));

    [Theory]
    [MemberData(nameof(ForeignCultures.Names), MemberType = typeof(ForeignCultures))]
    public void Fixes_write_the_same_in_every_culture(string culture) =>
        Assert.Equal(Fixed(), ForeignCultures.In(culture, Fixed));

    private static readonly Lazy<IReadOnlyDictionary<string, string>> files = new(() => ForeignCultures.In("", Files));

    private static readonly Lazy<List<string>> messages = new(() => ForeignCultures.In("", Messages));

    // Each of its numbers has a different text in at least one of the cultures; the other tests rely on this.
    [Theory]
    [MemberData(nameof(ForeignCultures.Names), MemberType = typeof(ForeignCultures))]
    public void The_cultures_differ_from_ours(string culture) => Assert.NotEqual(
        string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0} {1:N0}", 0.5, 1500),
        ForeignCultures.In(culture, () => $"{0.5} {1500:N0}"));

    private static IReadOnlyDictionary<string, string> Files() => Generated.From(networks).Files;

    private static List<string> Messages() =>
        [.. Mistakes.All.SelectMany(mistake => EditorConfig.Analyze(mistake.Source, mistake.Config)).Select(diagnostic => diagnostic.GetMessage(null))];

    private static List<string> Fixed() =>
    [
        .. FixedSource.All("NNG0009", FixAllScope.Solution, withKey: true, "[Network, Input(4), Dense(-1_500)] partial class Net;"),
        .. FixedSource.All("NNG1002", FixAllScope.Solution, withKey: true, "[Network, Input(1500), Dense(3, Inputs = 1_000)] partial class Net;"),
    ];
}
