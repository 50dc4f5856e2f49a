using System.Linq;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Syntax;

/// <summary>Identifies NNGen's attributes by namespace and base type.</summary>
internal static class KnownAttributes
{
    /// <summary>The metadata name of the attribute that marks a network.</summary>
    public const string Network = "NNGen.NetworkAttribute";

    /// <summary>The metadata name of the attribute of an input of numbers.</summary>
    public const string Input = "NNGen.InputAttribute";

    /// <summary>The metadata name of the attribute of an input of token ids.</summary>
    public const string Tokens = "NNGen.TokensAttribute";

    private const string Suffix = "Attribute";

    /// <summary>Whether a project references NNGen.</summary>
    /// <remarks>
    /// By the name of the assembly: a lookup of the type would be the first one in a build to search every reference, and would take most of the
    /// time of NNGen's analyzers (0.8 s with 100 networks).
    /// </remarks>
    public static bool AreReferenced(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == "NNGen");

    /// <summary>Whether this is <c>INetwork</c> or <c>IStreamingNetwork</c>, which the generated part implements, or their base <c>IPredictor</c>.</summary>
    public static bool IsNetworkInterface(INamedTypeSymbol? type) => Is(type, "INetwork") || Is(type, "IStreamingNetwork") || Is(type, "IPredictor");

    public static bool IsInput(INamedTypeSymbol? type) => Is(type, "InputAttribute") || Is(type, "TokensAttribute");

    /// <summary>Whether the first input of a class is of this kind.</summary>
    /// <param name="type">The class.</param>
    /// <param name="input"><see cref="Input"/> or <see cref="Tokens"/>.</param>
    public static bool IsFirstInput(ISymbol type, string input) =>
        Is(type.GetAttributes().FirstOrDefault(attribute => IsInput(attribute.AttributeClass))?.AttributeClass, input.Substring("NNGen.".Length));

    /// <summary>Whether a class is marked <c>[Network]</c>.</summary>
    public static bool HasNetwork(ISymbol type) => type.GetAttributes().Any(attribute => IsNetwork(attribute.AttributeClass));

    public static bool IsNetwork(INamedTypeSymbol? type) => Is(type, "NetworkAttribute");

    /// <summary>Whether this is an attribute of the network's contents: its inputs, a layer, how layers are connected, or a loss.</summary>
    public static bool IsPart(INamedTypeSymbol? type) =>
        IsLayer(type) || DerivesFrom(type, "LossFunctionAttribute") || IsInput(type) || DerivesFrom(type, "GraphAttribute");

    public static bool IsLayer(INamedTypeSymbol? type) => DerivesFrom(type, "LayerAttribute");

    /// <summary>Whether this is an attribute of a layer with weights.</summary>
    public static bool HasWeights(INamedTypeSymbol? type) => DerivesFrom(type, "WeightedLayerAttribute") || ReadsIds(type) || IsScale(type);

    /// <summary>Whether an attribute is that of a layer that takes token ids.</summary>
    public static bool ReadsIds(INamedTypeSymbol? type) => Is(type, "EmbeddingAttribute");

    /// <summary>Whether an attribute is that of a layer with weights that cannot have a bias.</summary>
    public static bool NeverHasBias(INamedTypeSymbol? type) => HasWeights(type) && !IsScale(type) && !HasProperty(type, "Bias");

    /// <summary>Whether an attribute is that of a layer of two products, with weights for each.</summary>
    public static bool IsSeparable(INamedTypeSymbol? type) => Is(type, "SeparableConv2DAttribute");

    /// <summary>Whether an attribute is that of a recurrent layer.</summary>
    public static bool IsRecurrent(INamedTypeSymbol? type) => DerivesFrom(type, "RecurrentAttribute");

    /// <summary>Whether an attribute is that of a layer that computes something else for samples that end before the last step.</summary>
    public static bool ReadsMask(INamedTypeSymbol? type) => IsLayer(type) && HasProperty(type, "Lengths");

    /// <summary>Whether an attribute is that of a layer with a learned number for each channel.</summary>
    public static bool IsScale(INamedTypeSymbol? type) => DerivesFrom(type, "ScaledLayerAttribute");

    /// <summary>Whether an attribute is that of a layer with state that is not trained.</summary>
    public static bool HasState(INamedTypeSymbol? type) => DerivesFrom(type, "StatefulLayerAttribute");

    /// <summary>Whether an attribute merges the current value with others.</summary>
    public static bool MergesValues(INamedTypeSymbol? type) => DerivesFrom(type, "MergeAttribute") || Is(type, "EndResidualAttribute");

    /// <summary>Whether a class is marked <c>[Block]</c>.</summary>
    public static bool HasBlock(ISymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass is { Arity: 0 } mark && Is(mark, "BlockAttribute"));

    /// <summary>The class whose layers an attribute stands for, if it is a use of a block.</summary>
    public static INamedTypeSymbol? UsedBlock(INamedTypeSymbol? type) =>
        type is { Arity: 1 } && Is(type, "BlockAttribute") ? type.TypeArguments[0] as INamedTypeSymbol : null;

    public static bool IsLoss(INamedTypeSymbol? type) => DerivesFrom(type, "LossFunctionAttribute");

    /// <summary>The attribute as written: its class name without <c>Attribute</c>.</summary>
    public static string Kind(INamedTypeSymbol type) =>
        type.Name.Length > Suffix.Length && type.Name.EndsWith(Suffix, System.StringComparison.Ordinal)
            ? type.Name.Substring(0, type.Name.Length - Suffix.Length)
            : type.Name;

    private static bool HasProperty(INamedTypeSymbol? type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).Length > 0) { return true; }
        }

        return false;
    }

    private static bool DerivesFrom(INamedTypeSymbol? type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, name)) { return true; }
        }

        return false;
    }

    private static bool Is(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "NNGen", ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;
}
