using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Tests;

/// <summary>Code that uses networks, and what is reported in it.</summary>
internal static class Uses
{
    // Line 1; the statements under test begin in line 4.
    private const string Frame = """
        [Network, Input(4), Dense(3, Name = "out"), Softmax, CrossEntropy] public partial class Net;
        public static class Program { public static void Run(Net net, Trainer<Net, float> trainer, float[] any, int n) {

        """;

    /// <summary>What is reported for statements that use a network <c>net</c> of 4 inputs and 3 outputs.</summary>
    public static IReadOnlyList<string> Reported(string statements, string others = "") => InSource($"{Frame}\n{statements}\n}}}}\n{others}");

    /// <summary>What is reported for whole files.</summary>
    public static IReadOnlyList<string> InSource(params string[] sources) => In(sources);

    /// <summary>What is reported for a file in a project with additional files.</summary>
    public static IReadOnlyList<string> InSource(string source, params AdditionalText[] files) => In([source], files);

    /// <summary>Fails unless the source compiles and exactly this is reported.</summary>
    public static void Report(string statements, params string[] expected) => Assert.Equal(expected, Reported(statements));

    private static IReadOnlyList<string> In(string[] sources, params AdditionalText[] files)
    {
        var compilation = Generated.From(Compile.Source(sources)).Compilation;

        // A test of nothing: calls that are not bound are not looked at.
        Assert.Empty(Compile.Errors(compilation).Select(error => $"{error.Id} {error.Squiggle}: {error.Message}"));
        return Compile.AnalyzeGenerated(compilation, files).Select(finding => $"{finding.Id} `{finding.Squiggle}`: {finding.Message}").ToList();
    }
}
