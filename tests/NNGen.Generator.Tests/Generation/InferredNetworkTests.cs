using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Schedule;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>What follows from a declaration alone is computed once for the generator and the analyzers.</summary>
public sealed class InferredNetworkTests
{
    private readonly RecentNetworks recent = new(capacity: 3);

    [Fact]
    public void Equal_declarations_share_their_inference()
    {
        NetworkDeclaration first = Parsed("[Network, Input(4), Dense(3)] partial class Net;"), second = Parsed("\n[Network]\n[Input(4)]\n[Dense(units: 3)] partial class Net;");

        Assert.NotSame(first, second);
        Assert.Same(recent.Of(first), recent.Of(second));
        Assert.NotSame(recent.Of(first), recent.Of(Parsed("[Network, Input(4), Dense(2)] partial class Net;")));
    }

    [Fact]
    public void The_oldest_networks_are_forgotten()
    {
        NetworkDeclaration[] declarations = [.. Enumerable.Range(1, 4).Select(units => Parsed($"[Network, Input(4), Dense({units})] partial class Net;"))];
        InferredNetwork[] networks = [.. declarations.Select(recent.Of)];

        Assert.Equal(networks[1..], declarations[1..].Select(recent.Of));
        Assert.NotSame(networks[0], recent.Of(declarations[0]));
    }

    [Fact]
    public void Sizes_are_those_of_the_schedule()
    {
        InferredNetwork network = recent.Of(Parsed("[Network, Input(5000), Dense(5000)] partial class Net;"));
        Assert.NotNull(network.Code());

        Assert.Equal(ScheduleSizes.Of(CompiledNetwork.Of(network.Graph!).Schedule, 4), network.Sizes());
        Assert.NotEmpty(network.Sizes().Fallbacks);
    }

    [Fact]
    public void A_network_that_was_begun_on_another_core_has_the_same_file()
    {
        NetworkDeclaration declaration = Parsed("[Network, Input(4), Dense(3), Softmax, CrossEntropy] partial class Net;");
        recent.Begin(declaration);

        InferredNetwork begun = recent.Of(declaration);

        string expected = new InferredNetwork(declaration).Compile().Print();
        Assert.Equal(expected, begun.Code());
        Assert.Equal(expected, begun.Code());
    }

    [Fact]
    public void A_known_network_is_not_begun_again()
    {
        NetworkDeclaration declaration = Parsed("[Network, Input(4), Dense(3)] partial class Net;");
        InferredNetwork known = recent.Of(declaration);

        recent.Begin(declaration);

        Assert.Same(known, recent.Of(declaration));
    }

    [Fact]
    public void A_network_with_errors_has_no_file()
    {
        InferredNetwork network = recent.Of(Parsed("[Network, Input(4), Dense(3, Inputs = 5)] partial class Net;"));

        Assert.Null(network.Code());
        Assert.NotEmpty(network.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_do_not_depend_on_the_number_of_threads(bool concurrent)
    {
        string[] sources = [.. Enumerable.Range(1, 20).Select(i => $"[Network, Input({i}), Dense({i + 2}), Tanh, Dense(3), Softmax, CrossEntropy] public partial class Threads{i}_{concurrent};")];
        CSharpCompilation compilation = Compile.Source(sources);
        compilation = compilation.WithOptions(compilation.Options.WithConcurrentBuild(concurrent));

        GeneratorRunResult result = Assert.Single(Compile.Driver(new NetworkGenerator()).RunGenerators(compilation).GetRunResult().Results);

        Assert.Null(result.Exception);
        Assert.Equal(20, result.GeneratedSources.Length);
        foreach (GeneratedSourceResult file in result.GeneratedSources)
        {
            string name = file.HintName[..^".g.cs".Length];
            string source = sources.Single(text => text.Contains($" {name};", StringComparison.Ordinal));
            Assert.Equal(new InferredNetwork(Parsed(source)).Compile().Print(), file.SourceText.ToString());
        }
    }

    private static NetworkDeclaration Parsed(string source) => ParserGenerator.Run(Compile.Source(source)).Single()!.Declaration;
}
