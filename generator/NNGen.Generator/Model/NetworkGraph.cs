using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>A network with every shape inferred: layers in the order in which they are computed.</summary>
internal sealed record NetworkGraph(NetworkDeclaration Declaration, EquatableArray<NetworkInput> Inputs, EquatableArray<Layer> Layers, EquatableArray<NetworkOutput> Outputs)
{
    /// <summary>The shape of a sample; of all inputs behind one another if there are several.</summary>
    public Shape Input => Inputs.Count == 1 ? Inputs[0].Shape : Shape.Flat(Inputs.Sum(input => input.Shape.Size));

    /// <summary>Where a sample holds token ids.</summary>
    public EquatableArray<TokenRange> Tokens
    {
        get
        {
            var ranges = new List<TokenRange>();
            int offset = 0;
            foreach (NetworkInput input in Inputs)
            {
                if (input.Vocabulary > 0) { ranges.Add(new TokenRange(input.Name, offset, input.Shape.Size, input.Vocabulary)); }
                if (input.MostSteps > 0) { ranges.Add(new TokenRange(input.Name, offset, 1, input.MostSteps + 1) { Least = 1 }); }
                offset += input.Shape.Size;
            }

            return ranges.ToEquatableArray();
        }
    }

    /// <summary>The shape of an output; of all outputs behind one another if there are several.</summary>
    public Shape Output => Outputs.Count == 1 ? Outputs[0].Shape : Shape.Flat(Outputs.Sum(output => output.Shape.Size));

    /// <summary>The loss of a network with one output.</summary>
    public Loss? Loss => Outputs.Count == 1 ? Outputs[0].Loss : null;

    /// <summary>Whether training minimizes a declared loss.</summary>
    public bool HasLoss => Outputs.Any(output => output.Loss is not null);

    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    public int StateCount => Layers.Sum(layer => layer.StateCount);

    /// <summary>The positions of an output that each have a class: pixels or steps before the last axis.</summary>
    public int Positions => Loss?.Expects == Expectation.Class ? Output.Size / Output.Dimensions[Output.Dimensions.Count - 1] : 1;

    /// <summary>The class number of positions that do not count, or null.</summary>
    public int? IgnoreIndex => Loss?.IgnoreIndex;

    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Whether each layer takes the value of the one before it.</summary>
    public bool IsChain => Inputs.Count == 1 && Outputs.Count == 1
        && Enumerable.Range(0, Layers.Count).All(i => Layers[i].Sources.Count == 1 && Layers[i].Sources[0] == (i == 0 ? ~0 : i - 1));

    /// <summary>The layer whose value a layer takes; null for an input, or if it takes several values.</summary>
    public Layer? Before(Layer layer) => layer.Sources.Count == 1 && layer.Sources[0] >= 0 ? Layers[layer.Sources[0]] : null;

    /// <summary>The layers that take a layer's value.</summary>
    public IEnumerable<Layer> After(Layer layer) => Layers.Where(other => other.Sources.Any(source => source >= 0 && Layers[source] == layer));

    /// <summary>
    /// Whether a loss is computed from the input of its output's last layer: softmax with cross-entropy, sigmoid with binary cross-entropy. That layer's
    /// value has no other use.
    /// </summary>
    public bool FusesLastLayer(NetworkOutput output) => output.Loss is not null && output.Loss.FusesWith(Layers[output.Layer])
        && Layers[output.Layer].Sources.Count == 1
        && Outputs.Count(other => other.Layer == output.Layer) == 1 && !After(Layers[output.Layer]).Any();

    /// <summary>For each row of the table, the names of the rows and inputs whose values it takes.</summary>
    public IEnumerable<IReadOnlyList<string>> Connections()
    {
        Dictionary<Layer, string> names = RowNames();
        return Rows().Select(row => (IReadOnlyList<string>)[.. row.Layer.Sources.Select(source => source < 0 ? Inputs[~source].Name : names[Layers[source]])]);
    }

    /// <summary>The name of the row that each layer belongs to.</summary>
    public Dictionary<Layer, string> RowNames() =>
        Rows().SelectMany(row => row.Activations.Prepend(row.Layer).Select(layer => (layer, row.Layer.Name))).ToDictionary(pair => pair.layer, pair => pair.Name);

    /// <summary>Layers as readers count them: an activation belongs to the layer before it.</summary>
    public IEnumerable<(Layer Layer, IReadOnlyList<Layer> Activations)> Rows()
    {
        for (int i = 0; i < Layers.Count;)
        {
            Layer layer = Layers[i++];
            var activations = new List<Layer>();
            if (layer.Parameters.Count > 0)
            {
                while (i < Layers.Count && !Layers[i].HasOwnRow && Layers[i].Sources[0] == i - 1 && After(Layers[i - 1]).Take(2).Count() == 1) { activations.Add(Layers[i++]); }
            }

            yield return (layer, activations);
        }
    }
}
