using System.Linq;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Model;

/// <summary>What a network must be to compute streams, one step at a time.</summary>
internal static class StreamRules
{
    /// <summary>Reports layers that cannot compute one step after another.</summary>
    /// <returns>Whether all of them can.</returns>
    public static bool Check(NetworkGraph graph, IProblems problems)
    {
        bool streams = true;
        foreach (NetworkInput input in graph.Inputs.Where(input => input.Shape.Dimensions.Count > 2))
        {
            problems.Report(
                Rules.DoesNotStream, input.Attribute, null, "The network", $"takes {input.Shape}, not a sequence",
                $"declare [Input(steps, {InvariantText.Of(input.Shape.Size / input.Shape.Dimensions[0])})], or leave out Streaming");
            streams = false;
        }

        if (graph.Inputs.All(input => input is { Shape.IsFlat: true, Vocabulary: 0 }))
        {
            NetworkInput flat = graph.Inputs[0];
            problems.Report(Rules.DoesNotStream, flat.Attribute, null, "The network", $"takes {flat.Shape}, which has no steps", "declare [Input(steps, features)], or leave out Streaming");
            return false;
        }

        for (int i = 0; i < graph.Layers.Count; i++)
        {
            Layer layer = graph.Layers[i];
            if (streams && layer.AtOneStep is null)
            {
                (string reason, string suggestion) = layer.WhyNotInStreams;
                problems.Report(Rules.DoesNotStream, layer.Attribute, null, layer.Title, reason, suggestion);
                streams = false;
            }
            else if (layer.SkipsSteps && (graph.Outputs.Any(output => output.Layer < i) || graph.Layers.Skip(i + 1).Any(later => later.Sources.Any(source => source < i))))
            {
                problems.Report(
                    Rules.DoesNotStream, layer.Attribute, null, layer.Title, "gives nothing at some steps, while another branch goes on",
                    "use Padding.Causal and no stride, or put it before the branches");
                streams = false;
            }
        }

        return streams;
    }
}
