using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generator.Tests;

/// <summary>What the pipeline caches between two keystrokes: everything that they do not change, and no objects of the compiler.</summary>
[Trait("Category", "Slow")]
public sealed class CachingTests
{
    private static readonly string[] files =
    [
        "namespace A;\n[Network]\n[Input(4)]\n[Dense(units: 3, Name = \"fc\"), ReLU]\n[Dense(2), Softmax, CrossEntropy]\npublic partial class First { int Seven() => 7; }",
        "namespace B; [Network(Precision = Precision.Double), Input(4), Dense(0), GELU, Huber] public partial class Refused;",
        "namespace C; [Input(4)] [Dense(3)] public partial class Unmarked { void M() { } }",
        "class Unrelated { int x = 1; }",
    ];

    // A driver is immutable: every edit starts from the same first run.
    private static readonly Lazy<(CSharpCompilation Compilation, GeneratorDriver Driver)> unedited = new(() =>
    {
        var compilation = Compile.Source(files);
        return (compilation, Compile.Driver(new NetworkGenerator()).RunGenerators(compilation));
    });

    private static readonly string[] ours = [NetworkGenerator.ParseStep, NetworkGenerator.UnmarkedStep, NetworkGenerator.CompileStep];

    public static TheoryData<string> Trivia => [" ", "\n", "// A comment.\n", "/* [Dense(9)] */", "\n#region R\n#endregion\n", "\t"];

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Trivia))]
    public void White_space_and_comments_anywhere_leave_every_step_cached(string trivia)
    {
        for (int file = 0; file < files.Length; file++)
        {
            foreach (var token in CSharpSyntaxTree.ParseText(files[file]).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0))
            {
                string text = files[file].Insert(token.SpanStart, trivia);

                // A directive needs a separate line, in code that the compiler reads.
                if (trivia.Contains('#') && CSharpSyntaxTree.ParseText(text).GetDiagnostics().Any()) { continue; }
                AssertCached(file, text);
            }
        }
    }

    [Theory]
    [InlineData(3, "class Unrelated { int x = 2; [Obsolete] void M() { } } enum E { A } [Obsolete] partial class D { [Obsolete] int y; }")]
    [InlineData(3, "class Unrelated { int x = ")]
    [InlineData(3, "")]
    [InlineData(3, "using System.Linq; namespace A { class Second; } namespace NNGen.Generated { class Other; }")]
    [InlineData(2, "namespace C; [Input(5)] [Dense(4), ReLU] public partial class Unmarked { void M() { int i = 0; } }")]
    public void Unrelated_edits_leave_every_step_cached(int file, string text) => AssertCached(file, text);

    [Fact]
    public void The_edited_network_of_many_is_the_only_one_that_is_printed_again()
    {
        string[] networks = [.. Enumerable.Range(0, 40).Select(i => Network(i, 3))];
        var compilation = Compile.Source(networks);
        var driver = Compile.Driver(new NetworkGenerator()).RunGenerators(compilation);
        var before = Texts(driver);
        for (int i = 0; i < networks.Length; i++)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[i + 1], Compile.Parsed(Network(i, 4), $"File{i}.cs"));
            driver = driver.RunGenerators(compilation);
            var after = Texts(driver);

            Assert.Equal(before.Keys, after.Keys);
            Assert.All(after, file => Assert.Equal(file.Key != $"N{i:00}.g.cs", ReferenceEquals(before[file.Key], file.Value)));
            before = after;
        }

        static string Network(int number, int units) => $"[Network, Input(2), Dense({units}), Tanh, Dense(1), MeanSquaredError] partial class N{number:00};";

        static SortedDictionary<string, SourceText> Texts(GeneratorDriver driver) => new(
            Assert.Single(driver.GetRunResult().Results).GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText), StringComparer.Ordinal);
    }

    [Fact]
    public void Two_equal_projects_give_equal_values_at_every_step()
    {
        // Nothing is shared: neither syntax trees nor references.
        var first = Run(Apart());
        var second = Run(Apart());

        foreach (string step in ours)
        {
            Assert.NotEmpty(first.TrackedSteps[step]);
            Assert.Equal(Values(first, step), Values(second, step));
            Assert.Equal(Values(first, step).Select(value => value.GetHashCode()), Values(second, step).Select(value => value.GetHashCode()));
        }

        Assert.Equal(
            first.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())),
            second.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())));

        static CSharpCompilation Apart() => CSharpCompilation.Create(
            "Apart",
            [.. files.Select((text, i) => Compile.Parsed("using NNGen; " + text, $"{i}.cs"))],
            Compile.Empty.References.Select(reference => MetadataReference.CreateFromFile(reference.Display!)),
            Compile.Empty.Options);

        static List<object> Values(GeneratorRunResult result, string step) =>
            result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value).ToList();
    }

    [Fact]
    public void Nothing_of_the_compiler_is_reachable_from_the_value_of_any_step()
    {
        var result = Run(Compile.Source(files));
        var pending = new Stack<IncrementalGeneratorRunStep>(result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Inputs).Select(input => input.Source));
        var steps = new HashSet<IncrementalGeneratorRunStep>();
        var types = new HashSet<Type>();
        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance);
        while (pending.TryPop(out var step))
        {
            // Where Roslyn hands over to NNGen, compilations, nodes and options are on its side.
            if (!steps.Add(step)
                || step.Name is "compilationAndGroupedNodes_ForAttributeWithMetadataName" or WellKnownGeneratorInputs.ParseOptions
                    or WellKnownGeneratorInputs.AnalyzerConfigOptions or WellKnownGeneratorInputs.AdditionalTexts)
            {
                continue;
            }

            foreach (var (value, _) in step.Outputs) { Walk(value); }
            foreach (var (source, _) in step.Inputs) { pending.Push(source); }
        }

        Assert.Subset(steps.Select(step => step.Name).ToHashSet(), ours.ToHashSet<string?>());
        Assert.Contains(typeof(NNGen.Generator.Syntax.ArgumentDeclaration), types);
        Assert.DoesNotContain(types, type => type.FullName!.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.All(types, type => Assert.True(
            type.Assembly == typeof(NetworkGenerator).Assembly
                || type.IsPrimitive
                || type.IsArray
                || type == typeof(string)
                || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
                || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)),
            $"{type} is reachable."));

        void Walk(object? value)
        {
            if (value is null || (!value.GetType().IsValueType && !reached.Add(value))) { return; }
            types.Add(value.GetType());
            if (value is string || value.GetType().IsPrimitive) { return; }
            if (value is Array array)
            {
                foreach (object? item in (IEnumerable)array) { Walk(item); }
                return;
            }

            for (var type = value.GetType(); type is not null && type != typeof(object) && !type.IsEnum; type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) { Walk(field.GetValue(value)); }
            }
        }
    }

    private static GeneratorRunResult Run(CSharpCompilation compilation)
    {
        var result = Assert.Single(Compile.Driver(new NetworkGenerator()).RunGenerators(compilation).GetRunResult().Results);
        Assert.Null(result.Exception);
        return result;
    }

    private static void AssertCached(int file, string text)
    {
        var (compilation, driver) = unedited.Value;
        var before = Assert.Single(driver.GetRunResult().Results);
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file + 1], Compile.Parsed(text, $"File{file}.cs")));
        var after = Assert.Single(driver.GetRunResult().Results);

        Assert.Null(after.Exception);
        foreach (string step in ours)
        {
            Assert.All(after.TrackedSteps[step].SelectMany(run => run.Outputs), output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} is {output.Reason} after\n{text}"));
        }

        Assert.All(after.TrackedSteps[NetworkGenerator.CompileStep].SelectMany(run => run.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.All(
            after.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.Equal(3, after.GeneratedSources.Length);
        Assert.All(after.GeneratedSources.Zip(before.GeneratedSources), pair => Assert.Same(pair.Second.SourceText, pair.First.SourceText));
    }
}
