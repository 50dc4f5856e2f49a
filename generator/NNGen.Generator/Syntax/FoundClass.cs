using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>What the generator reads from a class with one of NNGen's attributes.</summary>
/// <param name="Networks">The network, if the class is one that this attribute represents and that has no other representative.</param>
/// <param name="Words">Unknown attributes and arguments.</param>
internal sealed record FoundClass(EquatableArray<ParsedNetwork> Networks, EquatableArray<ReportedWord> Words)
{
    /// <summary>A class with <c>[Network]</c>.</summary>
    public static FoundClass Network(GeneratorAttributeSyntaxContext syntax, CancellationToken cancellation) =>
        Of(NetworkParser.Parse(syntax, Silence.Instance, cancellation), ReportedWord.Find(syntax, cancellation));

    /// <summary>Reads classes with an input but without <c>[Network]</c>, by the kind of their first input.</summary>
    /// <param name="input">The kind of the first input.</param>
    public static Func<GeneratorAttributeSyntaxContext, CancellationToken, FoundClass> Unmarked(string input) => (syntax, cancellation) =>
    {
        if (KnownAttributes.HasNetwork(syntax.TargetSymbol) || !KnownAttributes.IsFirstInput(syntax.TargetSymbol, input)) { return Of(null, default); }
        ParsedNetwork? network = NetworkParser.ParseUnmarked(syntax, Silence.Instance, cancellation);
        return Of(network is { CanBeExtended: true } ? network : null, ReportedWord.Find(syntax, cancellation));
    };

    private static FoundClass Of(ParsedNetwork? network, EquatableArray<ReportedWord> words) => new(network is null ? default : new EquatableArray<ParsedNetwork>([network]), words);
}
