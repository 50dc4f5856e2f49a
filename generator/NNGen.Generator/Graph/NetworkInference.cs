using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Declarations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;
using NNGen.Generator.Losses;

namespace NNGen.Generator.Graph;

/// <summary>From a declaration to a graph: follows the shapes from layer to layer and reports what does not fit.</summary>
internal static class NetworkInference
{
    /// <summary>Infers for the reports alone.</summary>
    public static void Check(NetworkDeclaration declaration, IProblems problems) => Infer(declaration, problems);

    /// <summary>The graph, or null where the declaration makes none. Everything found wrong is reported, not only the first.</summary>
    public static NetworkGraph? Infer(NetworkDeclaration declaration, IProblems problems)
    {
        if (InputShape(declaration) is not { } input) { return null; }

        var layers = new List<Layer>();
        var counts = new Dictionary<string, int>();
        var names = new HashSet<string>(declaration.Attributes.Select(attribute => attribute.Text("Name")).OfType<string>());
        Loss? loss = null;
        int lossAttribute = -1;
        Shape shape = input;
        int parameters = 0;
        int position = 0;
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            AttributeDeclaration attribute = declaration.Attributes[i];
            if (LossCatalog.Contains(attribute.Kind))
            {
                if (loss is not null) { problems.Report(Rules.SeveralLosses, i, null, attribute.Kind); }
                loss ??= LossCatalog.Make(attribute);
                lossAttribute = lossAttribute < 0 ? i : lossAttribute;
            }
            else if (LayerCatalog.Contains(attribute.Kind))
            {
                if (loss is not null) { problems.Report(Rules.LayerAfterLoss, i, null, attribute.Kind, loss.Kind); }

                string? given = attribute.Text("Name");
                var context = new LayerContext(
                    attribute, i, given ?? DefaultName(attribute.Kind), given ?? $"{position}", layers.LastOrDefault(), shape, parameters, problems);
                position++;
                // Behind a layer that is wrong no shape is known: what follows would be guesses.
                if (LayerCatalog.Infer(context) is not { } layer) { return null; }

                layers.Add(layer);
                shape = layer.Output;
                parameters += layer.ParameterCount;
            }
        }

        if (layers.Count == 0) { return null; }

        var graph = new NetworkGraph(declaration, input, layers.ToEquatableArray(), loss);
        NetworkRules.Check(graph, lossAttribute, problems);
        return graph;

        string DefaultName(string kind)
        {
            string stem = kind.ToLowerInvariant();
            string name;
            do
            {
                counts.TryGetValue(stem, out int count);
                counts[stem] = count + 1;
                name = $"{stem}{count + 1}";
            }
            while (names.Contains(name));
            return name;
        }
    }

    private static Shape? InputShape(NetworkDeclaration declaration)
    {
        AttributeDeclaration? input = declaration.Attributes.FirstOrDefault(attribute => attribute.Kind == "Input");
        if (input is null) { return null; }

        EquatableArray<long> dimensions = input.Integers("shape");
        bool known = dimensions.Count > 0
            && dimensions.All(dimension => dimension is > 0 and <= int.MaxValue)
            && dimensions.Aggregate(1.0, (product, dimension) => product * dimension) <= int.MaxValue;
        return known ? Shape.Of(dimensions.Select(dimension => (int)dimension)) : null;
    }
}
