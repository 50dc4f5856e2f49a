using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;
using NNGen.Generator.Losses;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Turns a declaration into a graph: infers shapes from layer to layer and reports mismatches.</summary>
internal static class NetworkInference
{
    /// <summary>Infers shapes only to report problems.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="canBeInferred">Whether shapes can be inferred; if not, only the order is checked.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <returns>The graph, or null if it cannot be built.</returns>
    public static NetworkGraph? Check(NetworkDeclaration declaration, bool canBeInferred, IProblems problems)
    {
        if (canBeInferred) { return Infer(declaration, problems); }
        NetworkRules.CheckOrder(declaration, problems);
        return null;
    }

    /// <summary>
    /// The graph, or null if the declaration has errors. All mistakes are reported, not only the first; consequences of an argument out of range are
    /// not.
    /// </summary>
    public static NetworkGraph? Infer(NetworkDeclaration declaration, IProblems problems)
    {
        NetworkRules.CheckOrder(declaration, problems);
        if (InputShape(declaration, problems) is not { } input) { return null; }

        var layers = new List<Layer>();
        var names = LayerNames.Of(declaration);
        Loss? loss = null;
        int lossAttribute = -1;
        Shape shape = input;
        int parameters = 0;
        long values = input.Size;
        int position = 0;
        bool isKnown = true;
        bool hasFormulas = true; // all of them can be read
        IProblems shapeProblems = problems;
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            AttributeDeclaration attribute = declaration.Attributes[i];
            if (OwnFormula.IsIn(attribute)) { hasFormulas &= FormulaRules.Check(attribute, i, problems); }
            if (LossCatalog.Contains(attribute.Kind))
            {
                loss ??= LossCatalog.Make(attribute);
                lossAttribute = lossAttribute < 0 ? i : lossAttribute;
            }
            else if (LayerCatalog.Contains(attribute.Kind))
            {
                string? given = attribute.Text("Name");
                var context = new LayerContext(
                    attribute, i, names[i], given ?? $"{position}",
                    layers.LastOrDefault(layer => layer.DecidesShape), shape, parameters, shapeProblems);
                position++;
                // After an invalid layer no shape is known: any further report would be a guess.
                if (LayerCatalog.Infer(context) is not { } layer) { return null; }

                if (context.IsGuess)
                {
                    // Shape mismatches from here on would be consequences of the guess.
                    isKnown = false;
                    shapeProblems = Silence.Instance;
                }

                values += layer.Output.Size;
                if (values > Limits.Values)
                {
                    shapeProblems.Report(
                        Rules.TooLarge, i, "units", "The network", values, $"values per sample up to {layer.Title}", Limits.Values);
                    return null;
                }

                layers.Add(layer);
                shape = layer.Output;
                parameters += layer.ParameterCount;
            }
        }

        if (layers.Count == 0) { return null; }

        // State follows all trainable values.
        int state = parameters;
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i] = layers[i].WithState(state);
            state += layers[i].StateCount;
        }

        var graph = new NetworkGraph(declaration, input, layers.ToEquatableArray(), loss);
        NetworkRules.Check(graph, lossAttribute, isKnown, problems);
        return isKnown && hasFormulas ? graph : null;
    }

    private static Shape? InputShape(NetworkDeclaration declaration, IProblems problems)
    {
        int index = declaration.Attributes.TakeWhile(attribute => attribute.Kind != "Input").Count();
        if (index == declaration.Attributes.Count) { return null; }

        EquatableArray<long> dimensions = declaration.Attributes[index].Integers("shape");
        if (dimensions.Count == 0 || dimensions.Any(dimension => dimension < 1)) { return null; }

        BigInteger size = dimensions.Aggregate(BigInteger.One, (product, dimension) => product * dimension);
        if (size <= Limits.Values) { return Shape.Of(dimensions.Select(dimension => (int)dimension)); }

        problems.Report(Rules.TooLarge, index, "shape", "Input", size, "values", Limits.Values);
        return null;
    }

    private sealed class Silence : IProblems
    {
        public static readonly Silence Instance = new();

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details) { }
    }
}
