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

            if (previous is Softmax && layer is not Dense && layer.Kind != "Linear")
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
        if (loss.FromLogits && (last is Softmax || GivesProbabilities(last)))
        {
            problems.Report(Rules.LogitsAlreadyActivated, attribute, "FromLogits", loss.Kind, last.Kind);
        }

        switch (loss)
        {
            case CrossEntropy when graph.Output.Size == 1:
                problems.Report(Rules.SingleOutput, attribute, null, loss.Kind);
                break;
            case CrossEntropy { Logits: false } when last is not Softmax:
                problems.Report(Rules.CrossEntropyWithoutSoftmax, attribute, null, last.Title);
                break;
            case BinaryCrossEntropy { Logits: false } when !GivesProbabilities(last):
                problems.Report(Rules.BinaryCrossEntropyWithoutSigmoid, attribute, null, last.Title);
                break;
        }
    }

    /// <summary>Whether its values lie between 0 and 1; those of a log-softmax do not.</summary>
    private static bool GivesProbabilities(Layer layer) =>
        layer is Softmax { Log: false } or Activation { Kind: "Sigmoid" or "HardSigmoid" };
}
