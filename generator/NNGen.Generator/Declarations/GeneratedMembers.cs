using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Declarations;

/// <summary>The public members of a network's generated half, which its hand-written half must not declare again.</summary>
internal static class GeneratedMembers
{
    // Overloads are welcome: a method collides only with one of the same parameter types.
    private static readonly (string Name, string[]? Parameters)[] members =
    [
        ("Description", null),
        ("Summary", null),
        ("Parameters", null),
        (".ctor", ["Int32"]),
        ("Create", ["Int32"]),
        ("CreateTape", ["Int32"]),
        ("Predict", ["ReadOnlySpan", "Span"]),
        ("PredictBatch", ["ReadOnlySpan", "Span"]),
        ("Pass", ["Batch", "Tape", "PassMode", "Int32", "Int32"]),
        ("WeightGradients", ["Batch", "Tape", "Span", "Int32", "Int32"]),
    ];

    /// <summary>Whether C# would refuse this member beside the generated ones.</summary>
    public static bool Collides(ISymbol member) => members.Any(generated =>
        generated.Name == member.Name
        && (generated.Parameters is null
            || member is not IMethodSymbol method
            || (method.Arity == 0 && Types(method).SequenceEqual(generated.Parameters))));

    private static IEnumerable<string> Types(IMethodSymbol method) => method.Parameters.Select(parameter => parameter.Type.Name);
}
