using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;
using NNGen.Generator.Losses;

namespace NNGen.Generator.Graph;

/// <summary>Rules about a whole network: layers and losses that fit in shape and still make no sense together.</summary>
internal static class NetworkRules
{
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

        Layer last = graph.Layers[graph.Layers.Count - 1];
        switch (graph.Loss)
        {
            case BinaryCrossEntropy { Logits: true } when last is Activation { Kind: not "Linear" } or Softmax:
                problems.Report(Rules.LogitsAlreadyActivated, lossAttribute, "FromLogits", "BinaryCrossEntropy", last.Kind);
                break;
            case BinaryCrossEntropy { Logits: false } when last is not Softmax { Log: false } and not Activation { Kind: "Sigmoid" or "HardSigmoid" }:
                problems.Report(Rules.BinaryCrossEntropyWithoutSigmoid, lossAttribute, null, last.Title);
                break;
            case CrossEntropy { Logits: true } when last is Activation { Kind: not "Linear" } or Softmax:
                problems.Report(Rules.LogitsAlreadyActivated, lossAttribute, "FromLogits", "CrossEntropy", last.Kind);
                break;
            case CrossEntropy when graph.Output.Size == 1:
                problems.Report(Rules.SingleOutput, lossAttribute, null, "CrossEntropy");
                break;
            case CrossEntropy { Logits: false } when last is not Softmax:
                problems.Report(Rules.CrossEntropyWithoutSoftmax, lossAttribute, null, last.Title);
                break;
        }

        foreach (Softmax softmax in graph.Layers.OfType<Softmax>().Where(layer => layer.Output.Size == 1 && graph.Loss is not CrossEntropy))
        {
            problems.Report(Rules.SingleOutput, softmax.Attribute, null, softmax.Kind);
        }
    }
}
