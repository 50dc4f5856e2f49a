using System.Globalization;

namespace NNGen.Plots;

/// <summary>A network as nodes: inputs, layers, outputs. Each follows those whose values it takes.</summary>
internal sealed class DiagramGraph
{
    private readonly List<DiagramNode> nodes = [];

    private DiagramGraph()
    {
    }

    public IReadOnlyList<DiagramNode> Nodes => nodes;

    /// <summary>Whether each node takes the value of the one before it and no other.</summary>
    public bool IsChain => nodes.Select((node, i) => node.Sources.SequenceEqual(nodes.Skip(i - 1).Take(Math.Min(i, 1)))).All(follows => follows);

    /// <summary>The nodes of a network.</summary>
    /// <param name="network">Its description.</param>
    /// <param name="endsInOutput">Whether an output without a name and without a loss is a node.</param>
    /// <exception cref="ArgumentException">A layer takes a value that no input and no layer before it gives, or an output that of an unknown layer.</exception>
    public static DiagramGraph Of(NetworkDescription network, bool endsInOutput = true)
    {
        var graph = new DiagramGraph();
        var inputs = new Dictionary<string, DiagramNode>(StringComparer.Ordinal);
        var layers = new Dictionary<string, DiagramNode>(StringComparer.Ordinal);
        foreach (InputDescription input in network.Inputs) { inputs[input.Name] = graph.Add(DiagramRole.Input, input.Name, input.Shape); }
        if (network.Inputs.Count == 0)
        {
            // The only input has the name that a layer takes before a layer has it.
            string name = OnlyInput(network);
            inputs[name] = graph.Add(DiagramRole.Input, name, network.InputShape);
        }

        foreach (LayerDescription layer in network.Layers)
        {
            DiagramNode[] sources = layer.Inputs.Count == 0
                ? [graph.nodes[^1]]
                : [.. layer.Inputs.Select(name => layers.GetValueOrDefault(name) ?? inputs.GetValueOrDefault(name) ?? throw Unknown($"layer '{layer.Name}'", name))];
            layers[layer.Name] = graph.Add(DiagramRole.Layer, layer.Name, layer.OutputShape, layer, sources);
        }

        foreach (OutputDescription output in network.Outputs)
        {
            DiagramNode source = layers.GetValueOrDefault(output.Layer) ?? throw Unknown($"output '{output.Name}'", output.Layer);
            graph.Add(DiagramRole.Output, EndText(output), output.Shape, null, source);
        }

        if (network.Outputs.Count == 0 && (endsInOutput || network.Loss != LossKind.None))
        {
            DiagramNode last = graph.nodes[^1];
            graph.Add(DiagramRole.Output, network.Loss == LossKind.None ? "output" : LossText.Of(network), last.Shape, null, last);
        }

        return graph;

        ArgumentException Unknown(string taker, string name) => new(
            $"The {taker} of {network.Name} takes the value of '{name}', but no input and no layer before it has that name (there are "
            + $"{string.Join(", ", inputs.Keys.Concat(layers.Keys).Select(known => $"'{known}'"))}).", nameof(network));
    }

    private static string OnlyInput(NetworkDescription network)
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (LayerDescription layer in network.Layers)
        {
            if (layer.Inputs.FirstOrDefault(name => !above.Contains(name)) is { } unknown) { return unknown; }
            above.Add(layer.Name);
        }

        return "input";
    }

    private static string EndText(OutputDescription output)
    {
        if (output.Loss == LossKind.None) { return output.Name; }
        string weight = output.LossWeight == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{output.LossWeight:0.####} × ");
        return $"{output.Name}: {weight}{LossText.Of(output)}";
    }

    private DiagramNode Add(DiagramRole role, string text, IReadOnlyList<int> shape, LayerDescription? layer = null, params DiagramNode[] sources)
    {
        var node = new DiagramNode(role, text, shape, layer, [.. sources.Distinct()]);
        foreach (DiagramNode source in node.Sources) { source.Takers.Add(node); }
        nodes.Add(node);
        return node;
    }
}

/// <summary>What a node of a diagram is.</summary>
internal enum DiagramRole
{
    Input,
    Layer,
    Output,
}

/// <summary>An input, a layer or an output.</summary>
/// <param name="role">Which of them.</param>
/// <param name="text">Its name; of an output also its loss.</param>
/// <param name="shape">The shape of its value.</param>
/// <param name="layer">The layer, if it is one.</param>
/// <param name="sources">The nodes whose values it takes, each once.</param>
internal sealed class DiagramNode(DiagramRole role, string text, IReadOnlyList<int> shape, LayerDescription? layer, IReadOnlyList<DiagramNode> sources)
{
    public DiagramRole Role => role;

    public string Text => text;

    public IReadOnlyList<int> Shape => shape;

    public LayerDescription? Layer => layer;

    public IReadOnlyList<DiagramNode> Sources => sources;

    /// <summary>The nodes that take its value.</summary>
    public List<DiagramNode> Takers { get; } = [];

    /// <summary>Whether it is a layer that joins several values.</summary>
    public bool IsMerge => layer is { Inputs.Count: > 1 };
}
