using System.Globalization;
using System.Text;

namespace NNGen.Plots;

/// <summary>A network as Mermaid text, which GitHub and many editors draw.</summary>
internal static class MermaidText
{
    public static string Of(NetworkDescription network)
    {
        var graph = DiagramGraph.Of(network);
        var ids = new Dictionary<DiagramNode, string>();
        Name(DiagramRole.Input, "input");
        Name(DiagramRole.Layer, "layer");
        Name(DiagramRole.Output, network.Outputs.Count == 0 ? "loss" : "output");

        var text = new StringBuilder("flowchart TD\n");
        foreach (DiagramNode node in graph.Nodes)
        {
            string id = ids[node];
            if (node.Role == DiagramRole.Output)
            {
                Edge(node.Sources[0], $"{id}([\"{Escape(node.Text)}\"])");
                continue;
            }

            text.Append("    ").Append(id).Append(node.Layer is { } layer ? $"[\"{Label(layer)}\"]" : $"([\"{Escape(node.Text)}\"])").Append('\n');
            foreach (DiagramNode source in node.Sources) { Edge(source, id); }
        }

        return text.ToString();

        // Numbered; only one input, and the end of a network with one output, need no number.
        void Name(DiagramRole role, string name)
        {
            DiagramNode[] nodes = [.. graph.Nodes.Where(node => node.Role == role)];
            bool isNumbered = role == DiagramRole.Layer || nodes.Length > 1;
            for (int i = 0; i < nodes.Length; i++) { ids[nodes[i]] = isNumbered ? string.Create(CultureInfo.InvariantCulture, $"{name}{i + 1}") : name; }
        }

        void Edge(DiagramNode from, string to) => text.Append(CultureInfo.InvariantCulture, $"    {ids[from]} -- \"{Escape(NetworkDiagram.Shape(from.Shape))}\" --> {to}\n");
    }

    private static string Label(LayerDescription layer)
    {
        string parameters = layer.ParameterCount == 0 ? "" : $"<br/>{NetworkDiagram.Number(layer.ParameterCount)} parameters";
        return $"<b>{Escape(layer.Name)}</b> ({Escape(layer.Kind)})<br/>{Escape(layer.Description)}{parameters}";
    }

    // Mermaid reads labels as HTML with entities that begin with #.
    private static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);
}
