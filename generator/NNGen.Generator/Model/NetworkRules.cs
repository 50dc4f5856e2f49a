using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;
using NNGen.Generator.Losses;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Rules about a whole network: layers and losses whose shapes fit but that do not make sense together.</summary>
internal static class NetworkRules
{
    /// <summary>Reports mistakes in the order of layers and losses, independent of their shapes.</summary>
    public static void CheckOrder(NetworkDeclaration declaration, IProblems problems)
    {
        string? loss = null;
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            string kind = declaration.Attributes[i].Kind;
            if (loss is not null && LossCatalog.Contains(kind)) { problems.Report(Rules.SeveralLosses, i, null, SuggestedFix.Remove(), kind, loss); }
            if (loss is not null && LayerCatalog.Contains(kind)) { problems.Report(Rules.LayerAfterLoss, i, null, kind, loss); }
            if (LossCatalog.Contains(kind)) { loss ??= kind; }
            if (kind is "Output" or "From") { loss = null; }
        }
    }

    /// <summary>Reports layers that do not go together, and a loss that does not suit the last one.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sizesAreKnown">Whether no size in the graph is a guess.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(NetworkGraph graph, bool sizesAreKnown, IProblems problems)
    {
        CheckNeighbors(graph, sizesAreKnown, problems);
        CheckWeights(graph, problems);
        foreach (NetworkOutput output in graph.Outputs)
        {
            if (output.Loss is { } loss) { LossRules.Check(graph, output, loss, problems); }
            else if (graph.HasLoss) { problems.Report(Rules.OutputWithoutLoss, output.Attribute, null, output.Name ?? "output"); }

            if (graph.Layers[output.Layer] is { IsNoise: true } last && (output.LossAttribute < 0 || last.Attribute < output.LossAttribute))
            {
                problems.Report(Rules.NoiseAtTheEnd, last.Attribute, null, SuggestedFix.Remove(), last.Kind);
            }
        }

        bool hasClasses = graph.Outputs.Any(output => output.Loss?.Expects == Expectation.Class);
        foreach (Layer softmax in graph.Layers.Where(layer => layer.GivesShares && layer.Output.Size == 1 && !hasClasses))
        {
            problems.Report(Rules.SingleOutput, softmax.Attribute, null, softmax.Kind);
        }
    }

    private static void CheckNeighbors(NetworkGraph graph, bool sizesAreKnown, IProblems problems)
    {
        // Ranges are computed only if the next layer depends on them; the result of a dense layer does not depend on the preceding range.
        var ranges = new Dictionary<Layer, ValueRange>(); // of what arrives at each layer
        foreach (Layer layer in graph.Layers)
        {
            Layer? previous = graph.Before(layer);
            Layer? lasting = previous; // without noise, which is only active in training
            while (lasting is { IsTransparent: true }) { lasting = graph.Before(lasting); }

            ValueRange arriving = previous is null || layer.IsProduct ? ValueRange.All : previous.Range(ranges[previous]);
            if (layer is { OwnFormula: not null, Formula: { } own }) { FormulaRules.CheckActivation(own, arriving, layer.Attribute, problems); }
            if (lasting is { IsProduct: true, IsFactor: false } && layer is { IsProduct: true, IsFactor: false })
            {
                problems.Report(
                    Rules.LinearLayersCollapse, layer.Attribute, null, SuggestedFix.Insert("ReLU", after: lasting.Attribute), layer.Title, lasting.Title);
            }
            else if (previous is { GivesShares: true } && !layer.IsAffine && (layer.Formula is not null || layer.GivesShares))
            {
                problems.Report(Rules.ActivationAfterSoftmax, layer.Attribute, null, SuggestedFix.Remove(), layer.Kind, previous.Kind);
                arriving = ValueRange.All; // problems with narrower bounds would be consequences of this mistake
            }
            else if (layer is { IsAffine: false, Formula: { } formula } && arriving.IsKeptBy(formula))
            {
                string source = previous is null ? layer.MergesValues ? "a merge" : "[Input]" : previous.IsProduct ? previous.Title : $"[{previous.Kind}]";
                problems.Report(Rules.ActivationWithoutEffect, layer.Attribute, null, SuggestedFix.Remove(), layer.Kind, source);
            }
            else if (previous is { IsAffine: false, Formula: not null }
                && (layer is { IsAffine: false, Formula: not null } || (layer.GivesShares && sizesAreKnown && layer.Output.Size > 1)))
            {
                problems.Report(Rules.ActivationAfterActivation, layer.Attribute, null, SuggestedFix.Remove(), layer.Kind, previous.Kind,
                    layer.Range(arriving).ToString());
            }

            if (layer.NormalizesBatch && previous is { IsProduct: true, HasBias: true } product)
            {
                problems.Report(Rules.BiasBeforeBatchNorm, product.Attribute, null, product.Title, layer.Title);
            }

            ranges[layer] = arriving;
        }
    }

    // Units that start with the same weights compute the same; only the following layers can make them differ.
    // Each of the last layer's units has a separate target: they may start equal.
    private static void CheckWeights(NetworkGraph graph, IProblems problems)
    {
        for (int i = 0; i < graph.Layers.Count; i++)
        {
            if (graph.Layers[i] is not { IsProduct: true, Output.Size: > 1 } layer
                || !layer.Parameters.All(parameter => parameter.StartsEqual)
                || Following(graph, layer) is not { } next)
            {
                continue;
            }

            string consequence =
                next.Parameters[0].StartsEqual ? $"and so do those of {next.Title} after them, so they never differ"
                : layer.Parameters.All(parameter => parameter.StartsAtZero) && graph.After(layer).FirstOrDefault() is { IsFlatAtZero: true } activation
                    ? $"all of them 0, where [{activation.Kind}] passes no gradient, so they never change"
                : "so they compute the same until the following layers make them differ";
            problems.Report(Rules.EqualWeights, layer.Attribute, "WeightInitializer", layer.Output.Size, layer.Title, consequence);
        }
    }

    /// <summary>The next product after a layer, if only one layer takes each value up to it.</summary>
    private static Layer? Following(NetworkGraph graph, Layer layer)
    {
        Layer? next = layer;
        do { next = graph.After(next).Take(2).ToArray() is [var only] ? only : null; }
        while (next is { IsProduct: false });
        return next;
    }
}
