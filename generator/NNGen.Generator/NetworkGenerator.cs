using System;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.CSharp;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator;

/// <summary>
/// Compiles every class marked <c>[Network]</c>. <see cref="Diagnostics.NetworkAnalyzer"/> reports mistakes and runs the same parsing
/// and inference; here, mistakes only determine what is printed.
/// </summary>
/// <remarks>
/// The results of all steps are classes, not tuples or other structs: the JIT would compile Roslyn's tables of results anew for each kind of struct,
/// some 900 methods in all.
/// </remarks>
[Microsoft.CodeAnalysis.Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step whose results are parsed declarations.</summary>
    public const string ParseStep = "Parse";

    /// <summary>Name of the step whose results are classes without <c>[Network]</c>.</summary>
    public const string UnmarkedStep = "Unmarked";

    /// <summary>Name of the step whose results are unknown attributes and arguments.</summary>
    public const string WordsStep = "Words";

    /// <summary>Name of the step whose results are printed files.</summary>
    public const string CompileStep = "Compile";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<FoundClass> marked = Classes(context, KnownAttributes.Network, static (syntax, cancellation) =>
        {
            FoundClass found = FoundClass.Network(syntax, cancellation);
            if (syntax.SemanticModel.Compilation.Options.ConcurrentBuild && found.Networks is [{ CanBeExtended: true, IsValid: true } network]) { RecentNetworks.OfProcess.Begin(network.Declaration); }
            return found;
        });
        IncrementalValuesProvider<FoundClass> withInput = Classes(context, KnownAttributes.Input, FoundClass.Unmarked(KnownAttributes.Input));
        IncrementalValuesProvider<FoundClass> withTokens = Classes(context, KnownAttributes.Tokens, FoundClass.Unmarked(KnownAttributes.Tokens));

        IncrementalValuesProvider<ParsedNetwork> networks = marked.SelectMany(static (found, _) => found.Networks).WithTrackingName(ParseStep);

        // Layers without [Network] are one mistake (NNG0012): the stub prevents further errors at the uses of the class.
        IncrementalValuesProvider<ParsedNetwork> unmarked = withInput.Collect()
            .Combine(withTokens.Collect())
            .SelectMany(static (both, _) => both.Left.AddRange(both.Right).SelectMany(found => found.Networks))
            .WithTrackingName(UnmarkedStep);

        // The generated code has file-local types and static members of interfaces.
        IncrementalValueProvider<string?> oldLanguage = context.ParseOptionsProvider.Select(static (options, _) =>
            options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp11 and var version } ? version.ToDisplayString() : null);

        IncrementalValuesProvider<PrintedFile> files = networks
            .Where(static network => network.CanBeExtended)
            .Combine(oldLanguage)
            .Select(static (network, _) => new PrintedFile(
                network.Left.Declaration, network.Right is null ? Compile(network.Left) : StubWriter.PrintOld(network.Left.Declaration, network.Left.Collisions)))
            .WithTrackingName(CompileStep);

        // Almost always empty, so a new network does not change the files of the others.
        IncrementalValueProvider<ClashingNames> clashes = networks
            .Collect()
            .Combine(unmarked.Collect())
            .Select(static (all, _) => HintNames.Clashes(all.Left.Concat(all.Right).Select(network => network.Declaration)));

        ReportProblems(context, networks.Collect().Select(static (all, _) => all.Length > 0 ? Yes : null), oldLanguage, marked, withInput, withTokens);
        context.RegisterSourceOutput(
            files.Combine(clashes),
            static (output, file) => output.AddSource(HintNames.Of(file.Left.Network, file.Right), SourceText.From(file.Left.Text, Encoding.UTF8)));
        context.RegisterSourceOutput(
            unmarked.Combine(clashes),
            static (output, network) => output.AddSource(
                HintNames.Of(network.Left.Declaration, network.Right),
                SourceText.From(StubWriter.Print(network.Left.Declaration, network.Left.Collisions, network.Left.IsComplete), Encoding.UTF8)));
    }

    /// <summary>The classes with an attribute.</summary>
    private static IncrementalValuesProvider<FoundClass> Classes(
        IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, FoundClass> read) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is ClassDeclarationSyntax, read);

    /// <summary>
    /// Problems that only the generator can report: analyzers do not run in a build with C# errors, and do not see the files of Razor.
    /// </summary>
    private static void ReportProblems(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<string?> anyNetworks, IncrementalValueProvider<string?> oldLanguage,
        params IncrementalValuesProvider<FoundClass>[] classes)
    {
        context.RegisterSourceOutput(
            anyNetworks.Combine(oldLanguage).SelectMany(static (project, _) => project is { Left: not null, Right: { } version } ? new[] { version } : []),
            static (output, version) => output.ReportDiagnostic(Diagnostic.Create(Rules.OldLanguage, Location.None, version)));

        // In an editor, the analyzer reports the same, with a code fix.
        IncrementalValueProvider<string?> isEditor = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue("build_property.DesignTimeBuild", out string? value) && value.Equals("true", StringComparison.OrdinalIgnoreCase)
                ? Yes : null);
        foreach (IncrementalValuesProvider<FoundClass> found in classes)
        {
            IncrementalValuesProvider<ReportedWord> words = found.SelectMany(static (type, _) => type.Words).WithTrackingName(WordsStep);
            context.RegisterSourceOutput(words.Combine(isEditor), static (output, word) =>
            {
                if (word.Right is null) { output.ReportDiagnostic(word.Left.ToDiagnostic()); }
            });
        }

        IncrementalValuesProvider<MarkupFile> markup = context.AdditionalTextsProvider
            .Where(static file => MarkupFile.Is(file))
            .Select(static (file, cancellation) => MarkupFile.Find(file, cancellation))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!);
        context.RegisterSourceOutput(markup, static (output, file) => output.ReportDiagnostic(file.ToDiagnostic()));
    }

    private static string Compile(ParsedNetwork network) => network.IsValid && RecentNetworks.OfProcess.Of(network.Declaration).Code() is { } code
        ? code
        : StubWriter.Print(network.Declaration, network.Collisions, network.IsComplete);

    /// <summary>A text that stands for true, where null stands for false.</summary>
    private const string Yes = "yes";

    /// <summary>A network's file.</summary>
    private sealed record PrintedFile(NetworkDeclaration Network, string Text);
}
