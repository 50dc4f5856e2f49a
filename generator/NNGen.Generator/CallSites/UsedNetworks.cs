using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// The networks of a compilation. Each is read once, at its first use: by the stages of the generator if its source is available, otherwise from
/// the constants of its generated part.
/// </summary>
internal sealed class UsedNetworks(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, UsedNetwork?> known = new(SymbolEqualityComparer.Default);

    /// <summary>For each read-only field, whether anything other than its initializer sets it.</summary>
    public ConcurrentDictionary<IFieldSymbol, bool> IsSetElsewhere { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Results about bodies of code, cached for the lifetime of these.</summary>
    public ConditionalWeakTable<IOperation, Assignments> Assignments { get; } = new();

    /// <summary>The network that a type declares, or null for other types and for networks with errors.</summary>
    public UsedNetwork? Find(ITypeSymbol? type, CancellationToken cancellation)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, OriginalDefinition: var definition }) { return null; }
        if (known.TryGetValue(definition, out var network)) { return network; }
        network = Read(definition, cancellation);
        known.TryAdd(definition, network);
        return network;
    }

    private UsedNetwork? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!type.GetAttributes().Any(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass))) { return null; }

        if (DeclaredNetwork.Of(type, compilation, cancellation) is not { Parsed: var parsed }) { return FromMetadata(type); }
        if (!parsed.IsValid || RecentNetworks.OfProcess.Of(parsed.Declaration).Valid is not { } graph) { return null; }

        var last = graph.Rows().Last().Layer;
        return new UsedNetwork(
            type.Name,
            graph.Input.Size,
            $"{(parsed.Declaration.TakesTokens ? "Tokens" : "Input")}({InvariantText.List(graph.Input.Dimensions)})",
            graph.Output.Size,
            last.Title,
            graph.Positions,
            graph.ParameterCount,
            graph.Loss?.Kind ?? (graph.HasLoss ? "Sum" : null),
            parsed.Declaration.Precision,
            graph.Layers.SelectMany(layer => layer.OwnParameters.Concat(layer.OwnState)).ToEquatableArray())
        {
            IgnoreIndex = graph.IgnoreIndex,
            Normalizing = graph.Layers.FirstOrDefault(layer => layer.NormalizesBatch && layer.Output.Size == layer.Output.Dimensions[layer.Output.Dimensions.Count - 1])?.Title,
            Inputs = Parts("input", graph.Inputs.Select(one => (one.Name, one.Shape, 1)), "inputs"),
            Outputs = Parts("output", graph.Outputs.Select(one => (one.Name ?? "output", one.Shape, PositionsOf(one))), "outputs"),
        };
    }

    private static int PositionsOf(NetworkOutput output) =>
        output.Loss?.Expects == Expectation.Class ? output.Shape.Size / output.Shape.Dimensions[output.Shape.Dimensions.Count - 1] : 1;

    private static EquatableArray<NamedPart> Parts(string kind, IEnumerable<(string Name, Shape Shape, int Positions)> parts, string others)
    {
        (string Name, Shape Shape, int Positions)[] all = [.. parts];
        return NamedParts.Parameters(all.Select(part => part.Name), others)
            .Select((parameter, i) => new NamedPart(parameter.TrimStart('@'), $"{kind} '{all[i].Name}'", all[i].Shape.Size, all[i].Positions)).ToEquatableArray();
    }

    // Of a compiled network, only constants and attributes are available.
    private static UsedNetwork? FromMetadata(INamedTypeSymbol type)
    {
        if (Constant(type, "InputSize") is not { } input
            || Constant(type, "OutputSize") is not { } output
            || Constant(type, "ParameterCount") is not { } parameters)
        {
            return null;
        }

        var attributes = type.GetAttributes();
        var mark = attributes.First(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass));
        var declared = attributes.FirstOrDefault(attribute => KnownAttributes.IsLoss(attribute.AttributeClass));
        var loss = declared?.AttributeClass;
        bool isDouble = mark.NamedArguments.Any(argument => argument.Key == "Precision" && argument.Value.Value is (int)Precision.Double);
        return new UsedNetwork(
            type.Name,
            input,
            "InputSize",
            output,
            "OutputSize",
            1,
            parameters,
            loss is null ? null : KnownAttributes.Kind(loss),
            isDouble ? Precision.Double : Precision.Single,
            null)
        {
            IgnoreIndex = declared?.NamedArguments.FirstOrDefault(argument => argument.Key == "IgnoreIndex").Value.Value as int?,
        };
    }

    private static int? Constant(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is int value and > 0 ? value : null;
}
