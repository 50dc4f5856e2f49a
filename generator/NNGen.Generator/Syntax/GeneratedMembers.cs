using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Syntax;

/// <summary>The members of a network's generated part, which its handwritten part must not declare again.</summary>
internal static class GeneratedMembers
{
    /// <summary>A member that only exists in the stub of a network whose attributes could not be read.</summary>
    public const string UnreadMark = "__Unread";

    private const string ReadOnlySpan = "ReadOnlySpan<T>";
    private const string Span = "Span<T>";
    private const string Ids = "ReadOnlySpan<Int32>";
    private const string StreamState = "StreamState";

    // Overloads are allowed: a method only collides with one of the same parameter types. T is the element type of the network.
    private static readonly (string Name, string[]? Parameters)[] members =
    [
        ("InputSize", null),
        ("OutputSize", null),
        ("ParameterCount", null),
        ("Summary", null),
        ("Description", null),
        ("Parameters", null),
        (".ctor", ["Int32"]),
        ("Load", ["String"]),
        ("Load", ["Stream"]),
        ("Save", ["String"]),
        ("Save", ["Stream"]),
        ("Predict", [ReadOnlySpan, Span]),
        ("Predict", [ReadOnlySpan]),
        ("PredictBatch", [ReadOnlySpan, Span, "Int32"]),
        ("PredictBatch", [ReadOnlySpan]),
        ("Classify", [ReadOnlySpan]),
        ("ClassifyBatch", [ReadOnlySpan, "Span<Int32>"]),
        ("CreateWorkspace", ["Int32"]),
        ("Gradients", [ReadOnlySpan, ReadOnlySpan, Span, Span]),
        ("Gradients", [ReadOnlySpan, "ReadOnlySpan<Int32>", Span, Span]),
        ("Forward", [ReadOnlySpan, Span, "Workspace<T>"]),
        ("Backward", [ReadOnlySpan, ReadOnlySpan, Span, "Workspace<T>", Span]),
        ("__packed", null),
        ("__PredictOne", [ReadOnlySpan, Span]),
    ];

    /// <summary>Further members of a network whose only input is token ids.</summary>
    private static readonly (string Name, string[]? Parameters)[] ofTokens =
    [
        ("Predict", [Ids, Span]),
        ("Predict", [Ids]),
        ("PredictBatch", [Ids, Span, "Int32"]),
        ("PredictBatch", [Ids]),
        ("Classify", [Ids]),
        ("ClassifyBatch", [Ids, "Span<Int32>"]),
        ("Gradients", [Ids, ReadOnlySpan, Span]),
        ("Gradients", [Ids, Ids, Span]),
    ];

    // Of a network that computes streams.
    private static readonly (string Name, string[]? Parameters)[] streaming =
    [
        ("StepInputSize", null),
        ("StepOutputSize", null),
        ("CreateState", []),
        ("Step", [ReadOnlySpan, Span, StreamState]),
        ("__packedForSteps", null),
    ];

    /// <summary>The names of all members that a network has, whatever its layers.</summary>
    public static IEnumerable<string> Names(bool isStreaming) => Of(isStreaming).Select(member => member.Name).Concat(NamedParts.Names);

    /// <summary>The generated members with which a member collides in C#, such as <c>Save(String)</c>.</summary>
    /// <param name="member">A member of the handwritten part.</param>
    /// <param name="precision">The network's element type.</param>
    /// <param name="isStreaming">Whether it computes streams.</param>
    /// <param name="layers">The properties of its layers.</param>
    /// <param name="takesTokens">Whether its only input is token ids.</param>
    /// <param name="parts">Its members that take inputs and outputs by their names, by the types of their parameters.</param>
    public static IEnumerable<string> Collisions(
        ISymbol member, Precision precision, IReadOnlyCollection<string>? layers = null, IReadOnlyList<(string Name, string[] Parameters)>? parts = null,
        bool takesTokens = false, bool isStreaming = false)
    {
        if (ImplementedExplicitly(member) is { } explicitly) { return ["INetwork." + explicitly.Name]; }

        string element = precision == Precision.Double ? "Double" : "Single";
        return (takesTokens ? Of(isStreaming).Concat(ofTokens) : Of(isStreaming))
            .Concat((parts ?? []).Select(part => (part.Name, Parameters: (string[]?)part.Parameters)))
            .Where(generated => generated.Name == member.Name
                && (generated.Parameters is null || member is not IMethodSymbol method || HasParameters(method, generated.Parameters, element)))
            .Select(generated => Signature(generated.Name, generated.Parameters))
            .Concat(layers?.Contains(member.Name) == true ? [member.Name] : []);
    }

    /// <summary>The generated members of a name; a class of that name cannot contain them (CS0542).</summary>
    public static IEnumerable<string> Named(string name, bool isStreaming) => Of(isStreaming)
        .Where(generated => generated.Name == name)
        .Select(generated => Signature(generated.Name, generated.Parameters));

    /// <summary>The name of a member in messages; methods have no parameter list there.</summary>
    public static string Title(ISymbol member) => ImplementedExplicitly(member) is { } explicitly ? "INetwork." + explicitly.Name : member.Name;

    /// <summary>The key of a member in the list of existing members.</summary>
    public static string Signature(string name, IReadOnlyList<string>? parameters) =>
        parameters is null ? name : $"{name}({string.Join(", ", parameters)})";

    private static IEnumerable<(string Name, string[]? Parameters)> Of(bool isStreaming) => isStreaming ? members.Concat(streaming) : members;

    private static ISymbol? ImplementedExplicitly(ISymbol member)
    {
        IEnumerable<ISymbol> implemented = member switch
        {
            IMethodSymbol { AssociatedSymbol: null } method => method.ExplicitInterfaceImplementations,
            IPropertySymbol property => property.ExplicitInterfaceImplementations,
            _ => [],
        };
        return implemented.FirstOrDefault(symbol => KnownAttributes.IsNetworkInterface(symbol.ContainingType));
    }

    private static bool HasParameters(IMethodSymbol method, IReadOnlyList<string> expected, string element) =>
        method.Arity == 0
        && method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
        && method.Parameters.Select(parameter => Text(parameter.Type)).SequenceEqual(expected.Select(type => type.Replace("<T>", $"<{element}>")));

    // The state of a stream is that of the class itself.
    private static string Text(ITypeSymbol type) => type is INamedTypeSymbol { Arity: > 0, Name: not StreamState } generic
        ? $"{type.Name}<{string.Join(", ", generic.TypeArguments.Select(Text))}>"
        : type.Name;
}
