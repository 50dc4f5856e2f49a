using System.Linq;
using NNGen.Generator.Declarations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;
using NNGen.Generator.Losses;

namespace NNGen.Generator.Graph;

/// <summary>Rules about a whole network: layers and losses that fit in shape and still make no sense together.</summary>
internal static class NetworkRules
{
    /// <summary>Reports what is wrong with the order of layers and losses, whatever their shapes.</summary>
    public static void CheckOrder(NetworkDeclaration declaration, IProblems problems)
    {
        string? loss = null;
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            string kind = declaration.Attributes[i].Kind;
            if (loss is not null && LossCatalog.Contains(kind)) { problems.Report(Rules.SeveralLosses, i, null, kind, loss); }
            if (loss is not null && LayerCatalog.Contains(kind)) { problems.Report(Rules.LayerAfterLoss, i, null, kind, loss); }
            if (LossCatalog.Contains(kind)) { loss ??= kind; }
        }
    }

    /// <summary>Reports layers that do not go together, and a loss that does not suit the last one.</summary>
    public static void Check(NetworkGraph graph, int lossAttribute, IProblems problems)
    {
        for (int i = 1; i < graph.Layers.Count; i++)
        {
            Layer previous = graph.Layers[i - 1];
            Layer layer = graph.Layers[i];
            if (previous is Dense && layer is Dense)
            {
                problems.Report(Rules.LinearLayersCollapse, layer.Attribute, null, layer.Title, previous.Title);
            }

            if (previous is Softmax && !layer.IsAffine)
            {
                problems.Report(Rules.ActivationAfterSoftmax, layer.Attribute, null, layer.Kind, previous.Kind);
            }
        }

        if (graph.Loss is { } loss) { CheckLoss(graph, loss, lossAttribute, problems); }

        foreach (Softmax softmax in graph.Layers.OfType<Softmax>().Where(layer => layer.Output.Size == 1 && graph.Loss is not CrossEntropy))
        {
            problems.Report(Rules.SingleOutput, softmax.Attribute, null, softmax.Kind);
        }
    }

    private static void CheckLoss(NetworkGraph graph, Loss loss, int attribute, IProblems problems)
    {
        Layer last = graph.Layers[graph.Layers.Count - 1];
        if (loss.FromLogits && (last is Softmax || last.GivesProbabilities))
        {
            problems.Report(Rules.LogitsAlreadyActivated, attribute, "FromLogits", loss.Kind, last.Kind);
        }

        switch (loss)
        {
            case CrossEntropy when graph.Output.Size == 1:
                problems.Report(Rules.SingleOutput, attribute, null, loss.Kind);
                break;
            case CrossEntropy { Logits: false } when last is not Softmax:
                problems.Report(
                    Rules.CrossEntropyWithoutSoftmax, attribute, null, last.Title,
                    Mend(graph, "Softmax", last.GivesProbabilities ? "BinaryCrossEntropy" : null));
                break;
            case BinaryCrossEntropy { Logits: false } when !last.GivesProbabilities:
                problems.Report(
                    Rules.BinaryCrossEntropyWithoutSigmoid, attribute, null, last.Title,
                    Mend(graph, "Sigmoid", last is Softmax && graph.Output.Size > 1 ? "CrossEntropy" : null));
                break;
        }
    }

    /// <summary>What makes the end of a network one that gives the probabilities of <paramref name="activation"/>.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="activation">The activation that the loss calls for.</param>
    /// <param name="alternative">The loss that suits what the network gives now, where there is one.</param>
    private static string Mend(NetworkGraph graph, string activation, string? alternative)
    {
        Layer last = graph.Layers[graph.Layers.Count - 1];
        Layer? previous = graph.Layers.Count > 1 ? graph.Layers[graph.Layers.Count - 2] : null;
        if (last.IsAffine && previous?.Kind == activation) { return $"remove [{last.Kind}]"; }
        if (last.IsAffine) { return $"add [{activation}], or state FromLogits = true"; }
        return $"replace [{last.Kind}] by [{activation}]" + (alternative is null ? "" : $", or use [{alternative}]");
    }
}
