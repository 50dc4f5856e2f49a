using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>A network with every shape inferred.</summary>
internal sealed record NetworkGraph(NetworkDeclaration Declaration, Shape Input, EquatableArray<Layer> Layers, Loss? Loss)
{
    /// <summary>Whether arrays of samples have the channels first, as PyTorch's; shapes have them last all the same.</summary>
    public bool HasChannelsFirst => Declaration.Attributes.FirstOrDefault(attribute => attribute.Kind == "Input")?.Integer("Layout", 0) == 1;

    public Shape Output => Layers[Layers.Count - 1].Output;

    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    public int StateCount => Layers.Sum(layer => layer.StateCount);

    /// <summary>The positions of an output that each have a class: pixels or steps before the last axis.</summary>
    public int Positions => Loss?.Expects == Expectation.Class ? Output.Size / Output.Dimensions[Output.Dimensions.Count - 1] : 1;

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>
    /// Whether the loss is computed from the last activation's input: softmax with cross-entropy, sigmoid with binary cross-entropy.
    /// </summary>
    public bool LossFusesLastLayer => Loss is not null && Loss.FusesWith(Layers[Layers.Count - 1]);

    /// <summary>Layers as readers count them: an activation belongs to the layer before it.</summary>
    public IEnumerable<(Layer Layer, IReadOnlyList<Layer> Activations)> Rows()
    {
        for (int i = 0; i < Layers.Count;)
        {
            Layer layer = Layers[i++];
            var activations = new List<Layer>();
            if (layer.Parameters.Count > 0)
            {
                while (i < Layers.Count && !Layers[i].HasOwnRow) { activations.Add(Layers[i++]); }
            }

            yield return (layer, activations);
        }
    }
}
