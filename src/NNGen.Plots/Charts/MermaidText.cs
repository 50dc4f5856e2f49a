using System.Globalization;
using System.Text;

namespace NNGen.Plots;

/// <summary>A network as Mermaid text, which GitHub and many editors draw.</summary>
internal static class MermaidText
{
    public static string Of(NetworkDescription network)
    {
        var text = new StringBuilder("flowchart TD\n    input([\"input\"])\n");
        string from = "input";
        IReadOnlyList<int> shape = [network.InputSize];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            LayerDescription layer = network.Layers[i];
            string parameters = layer.ParameterCount == 0 ? "" : $"<br/>{NetworkDiagram.Number(layer.ParameterCount)} parameters";
            text.Append(CultureInfo.InvariantCulture, $"    layer{i + 1}[\"<b>{Escape(layer.Name)}</b> ({Escape(layer.Kind)})<br/>{Escape(layer.Description)}{parameters}\"]\n");
            text.Append(CultureInfo.InvariantCulture, $"    {from} -- \"{Escape(NetworkDiagram.Shape(shape))}\" --> layer{i + 1}\n");
            (from, shape) = (string.Create(CultureInfo.InvariantCulture, $"layer{i + 1}"), layer.OutputShape);
        }

        string end = network.Loss == LossKind.None ? "output" : NetworkDiagram.LossName(network);
        return text.Append(CultureInfo.InvariantCulture, $"    {from} -- \"{Escape(NetworkDiagram.Shape(shape))}\" --> loss([\"{Escape(end)}\"])\n").ToString();
    }

    // Mermaid reads labels as HTML with entities that begin with #.
    private static string Escape(string text) => text
        .Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);
}
