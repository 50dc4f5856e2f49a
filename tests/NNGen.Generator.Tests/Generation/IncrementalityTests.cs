using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;


namespace NNGen.Generator.Tests;

/// <summary>A keystroke recomputes only what it changes.</summary>
public sealed class IncrementalityTests
{
    private const string First = "namespace A; [Network, Input(4), Dense(3), ReLU, Dense(2), Softmax, CrossEntropy] public partial class First { int Seven() => 7; }";
    private const string Second = "namespace B; [Network(Precision = Precision.Double), Input(4), Dense(3, Name = \"fc\"), GELU, Huber] public partial class Second;";
    private const string Unrelated = "class Unrelated { int x = 1; }";

    [Theory]
    [InlineData(2, "class Unrelated { int x = 2; int y; }")]
    [InlineData(2, "")]
    [InlineData(0, "// A comment.\n\n" + First)]
    [InlineData(0, "namespace A;\n[Network]\n[Input(4)] // Features.\n[Dense(units: (3)), ReLU]\n[Dense(2), NNGen.Softmax()] [CrossEntropyAttribute]\npublic partial class First { int Seven() => 7; }")]
    [InlineData(0, "namespace A; [Network, Input(4), Dense(3), ReLU, Dense(2), Softmax, CrossEntropy] public partial class First { int Seven() => 6 + 1; }")]
    [InlineData(0, "namespace A; [Network, Input(4), Dense(3), ReLU, Dense(2), Softmax, CrossEntropy] public partial class First { void Other(int x) { } }")]
    [InlineData(0, First + " class Adjacent;")]
    public void An_edit_that_changes_no_network_recomputes_nothing(int file, string text)
    {
        var (parse, compile, output) = Edit(file, text);

        Assert.All(parse, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{reason}"));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], compile);
        Assert.All(output, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [InlineData("namespace A; [Network, Input(4), Dense(4), ReLU, Dense(2), Softmax, CrossEntropy] public partial class First { int Seven() => 7; }")]
    [InlineData("namespace A; [Network, Input(4), Dense(3), Tanh, Dense(2), Softmax, CrossEntropy] public partial class First { int Seven() => 7; }")]
    [InlineData("namespace A; [Network, Input(4), Dense(3), ReLU, Dense(0), Softmax, CrossEntropy] public partial class First { int Seven() => 7; }")]
    [InlineData("namespace A; [Network, Input(4), Dense(3), ReLU, Dense(2), Softmax, CrossEntropy] public partial class First { int Summary() => 7; }")]
    public void An_edit_of_one_network_recomputes_that_one(string text)
    {
        var (parse, compile, output) = Edit(0, text);

        Assert.Equal(1, parse.Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], compile);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], output);
    }

    [Fact]
    public void A_new_network_leaves_the_others_alone()
    {
        var (_, compile, output) = Edit(2, "[Network, Input(1), Dense(1)] partial class Third;");

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], compile);
        Assert.Equal(compile, output);
    }

    [Fact]
    public void Equal_sources_give_equal_models_at_every_stage()
    {
        var first = Models("");
        var second = Models("// Some lines above.\n\n");

        Assert.Equal(first.Parsed, second.Parsed);
        Assert.Equal(first.Graphs, second.Graphs);
        Assert.Equal(first.Plans, second.Plans);
        Assert.Equal(first.Plans.Select(plan => plan.GetHashCode()), second.Plans.Select(plan => plan.GetHashCode()));
        Assert.NotEqual(first.Plans[0], first.Plans[1]);
    }

    [Fact]
    public void Nothing_of_Roslyn_is_reachable_from_the_model_of_any_stage()
    {
        var (parsed, graphs, plans) = Models("");
        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var types = new HashSet<Type>();
        foreach (object model in parsed.Cast<object>().Concat(graphs).Concat(plans)) { Walk(model); }

        Assert.Contains(typeof(CompiledNetwork), types);
        Assert.Contains(typeof(NNGen.Generator.Layers.Dense), types);
        Assert.Contains(typeof(NNGen.Generator.Ir.Contract), types);
        Assert.DoesNotContain(types, type => type.FullName!.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.All(types, type => Assert.True(
            type.Assembly == typeof(CompiledNetwork).Assembly || type.IsPrimitive || type == typeof(string) || type.IsArray, $"{type} is reachable."));

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

    private static (List<ParsedNetwork> Parsed, List<NetworkGraph> Graphs, List<CompiledNetwork> Plans) Models(string above)
    {
        var driver = Compile.Driver(new NetworkGenerator()).RunGenerators(Compile.Source(above + First, above + Second));
        var steps = Assert.Single(driver.GetRunResult().Results).TrackedSteps[NetworkGenerator.ParseStep];
        var parsed = steps.SelectMany(step => step.Outputs).Select(output => (ParsedNetwork)output.Value).ToList();
        var graphs = parsed.Select(network => NetworkInference.Infer(network.Declaration, new Unexpected())!).ToList();
        Assert.Equal(2, graphs.Count);
        return (parsed, graphs, graphs.Select(CompiledNetwork.Of).ToList());
    }

    // The reasons of each step after an edit of one of the three files.
    private static (List<IncrementalStepRunReason> Parse, List<IncrementalStepRunReason> Compile, List<IncrementalStepRunReason> Output) Edit(int file, string text)
    {
        var before = Compile.Source(First, Second, Unrelated);
        var driver = Compile.Driver(new NetworkGenerator()).RunGenerators(before);
        var after = before.ReplaceSyntaxTree(before.SyntaxTrees[file + 1], Compile.Parsed(text, $"File{file}.cs"));
        var result = Assert.Single(driver.RunGenerators(after).GetRunResult().Results);
        Assert.Null(result.Exception);
        var outputs = result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(output => output.Reason);
        return (Reasons(NetworkGenerator.ParseStep), Reasons(NetworkGenerator.CompileStep), outputs.ToList());

        List<IncrementalStepRunReason> Reasons(string name) => result.TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
    }

    private sealed class Unexpected : NNGen.Generator.Diagnostics.IProblems
    {
        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, NNGen.Generator.Diagnostics.SuggestedFix? suggestion, object[] details) => Assert.Fail(rule.Id);
    }
}
