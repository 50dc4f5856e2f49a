using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>A generator that only parses: the first stage in the pipeline.</summary>
internal sealed class ParserGenerator : IIncrementalGenerator
{
    public const string Step = "Parse";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttributes.Network, (_, _) => true, (target, cancellation) => NetworkParser.Parse(target, new Ignore(), cancellation))
            .WithTrackingName(Step);
        context.RegisterSourceOutput(networks, (_, _) => { });
    }

    /// <summary>Runs it over a compilation.</summary>
    /// <returns>The parsed networks in source order; null for classes that are not networks.</returns>
    public static IReadOnlyList<ParsedNetwork?> Run(Compilation compilation)
    {
        var driver = Compile.Driver(new ParserGenerator()).RunGenerators(compilation);
        return Steps(driver).Select(output => (ParsedNetwork?)output.Value).ToList();
    }

    /// <summary>What the last run of a driver of this generator did, network by network.</summary>
    public static IReadOnlyList<(object Value, IncrementalStepRunReason Reason)> Steps(GeneratorDriver driver)
    {
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return result.TrackedSteps.TryGetValue(Step, out var steps) ? [.. steps.SelectMany(step => step.Outputs)] : [];
    }

    private sealed class Ignore : IProblems
    {
        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details)
        {
        }
    }
}
