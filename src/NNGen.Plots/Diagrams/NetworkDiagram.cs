using System.Globalization;

namespace NNGen.Plots;

/// <summary>
/// A network as boxes from its inputs to its losses, with the output shape of each layer. Layers that take other values than that of the layer before
/// them are connected by lines.
/// </summary>
public sealed class NetworkDiagram : Picture
{
    private const double BoxWidth = 250;
    private const double BoxHeight = 46;
    private const double EndHeight = 28;
    private const double LabelGap = 10;

    // The largest height of a picture (SvgDocument); taller diagrams are scaled.
    private const double MaxHeight = 20_000;

    private readonly NetworkDescription network;
    private readonly DiagramGraph graph;
    private readonly DiagramLayout layout;
    private readonly bool isChain;

    /// <summary>Creates the diagram of a network.</summary>
    /// <param name="network">Its description: <c>MyNetwork.Description</c>.</param>
    /// <param name="title">The title above it; the network's name if none is given.</param>
    /// <exception cref="ArgumentException">A layer takes a value that no input and no layer before it gives, or an output that of an unknown layer.</exception>
    public NetworkDiagram(NetworkDescription network, string? title = null)
        : base(title ?? network?.Name)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.network = network;
        graph = DiagramGraph.Of(network, endsInOutput: false);
        isChain = graph.IsChain;
        layout = new DiagramLayout(graph, Measure);
    }

    internal override (double Width, double Height) NaturalSize =>
        (layout.Width + 90 + 2 * Sizes.Padding, Math.Min(MaxHeight, layout.Height + TitleHeight(layout.Width + 90) + 2 * Sizes.Padding));

    internal override Margins Measure(double width, double height, PanelContext context) => new(0, TitleHeight(width), 0, 0);

    internal override void Draw(SvgCanvas canvas, Rect area, Margins margins, PanelContext context)
    {
        var inner = area.Shrink(margins);
        DrawTitle(canvas, area, inner.CenterX, inner.Y);
        double scale = Math.Min(1, Math.Min(inner.Height / layout.Height, inner.Width / layout.Width));
        double top = inner.Y + (inner.Height - layout.Height * scale) / 2;
        string place = $"transform=\"translate({SvgText.Number(inner.CenterX)} {SvgText.Number(top)})"
            + (scale < 1 ? $" scale({scale.ToString("0.####", CultureInfo.InvariantCulture)})\"" : "\"");
        canvas.Open("g", place);
        DrawGraph(canvas);
        canvas.Close("g");
    }

    internal override string Describe() =>
        $"Network {network.Name}, {Number(network.ParameterCount)} parameters: "
        + string.Join(", ", graph.Nodes.Where(node => node.Role == DiagramRole.Input).Select(node => $"{node.Text} {Shape(node.Shape)}"))
        + string.Concat(network.Layers.Select(layer => $", {layer.Name} ({layer.Kind}) {Sources(layer)}{layer.Description} → {Shape(layer.OutputShape)}"))
        + string.Concat(graph.Nodes.Where(node => node.Role == DiagramRole.Output).Select(node => $", {node.Text}{(isChain ? "" : $" of {node.Sources[0].Text}")}"))
        + ".";

    internal static string Shape(IReadOnlyList<int> shape) => $"[{string.Join(" × ", shape.Select(size => Number(size)))}]";

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private string Sources(LayerDescription layer) => isChain || layer.Inputs.Count == 0 ? "" : $"of {string.Join(" and ", layer.Inputs)}: ";

    private NodeSize Measure(DiagramNode node)
    {
        double label = node.Takers.Count == 0 ? 0 : LabelGap + FontMetrics.Width(Shape(node.Shape), Sizes.Tick);
        return node.Layer switch
        {
            null => new NodeSize(Math.Max(90, FontMetrics.Width(node.Text, Sizes.Legend) + 28), EndHeight, label),
            { } layer when IsSmall(node) => new NodeSize(Math.Clamp(FontMetrics.Width(Head(layer), Sizes.Label, bold: true) + 36, 90, BoxWidth), EndHeight, label),
            _ => new NodeSize(BoxWidth, BoxHeight, label),
        };
    }

    /// <summary>Between branches, layers that only join values or apply a function have one line.</summary>
    private bool IsSmall(DiagramNode node) => node.IsMerge || (!isChain && node.Layer is { ParameterCount: 0 } layer && layer.Description == layer.Kind);

    private static string Head(LayerDescription layer) =>
        layer.Name.StartsWith(layer.Kind, StringComparison.OrdinalIgnoreCase) ? layer.Name : $"{layer.Name} · {layer.Kind}";

    private void DrawGraph(SvgCanvas canvas)
    {
        string[] kinds = [.. network.Layers.Select(layer => layer.Kind).Distinct()];
        var labeled = new HashSet<DiagramNode>();
        ILookup<DiagramNode, DiagramEdge> edges = layout.Edges.ToLookup(edge => edge.To);
        foreach (DiagramNode node in graph.Nodes)
        {
            Rect box = layout.Box(node);
            foreach (DiagramEdge edge in edges[node]) { DrawEdge(canvas, layout.Corners(edge)); }
            if (node.Sources.Count > 0) { DrawTip(canvas, box.CenterX, box.Y - 1); }
            foreach (DiagramNode source in node.Sources.Where(labeled.Add)) { DrawLabel(canvas, source); }
            if (node.Layer is not { } layer) { DrawEnd(canvas, box, node.Text); }
            else { DrawLayer(canvas, box, layer, PlotColor.Series(Array.IndexOf(kinds, layer.Kind)), IsSmall(node)); }
        }
    }

    private static void DrawEnd(SvgCanvas canvas, Rect box, string text)
    {
        canvas.Rectangle(
            box, canvas.Paint(fill: PlotColor.Surface, stroke: PlotColor.Spine, width: 1, more: $"rx=\"{SvgText.Number(EndHeight / 2)}\""));
        canvas.Text(box.CenterX, box.Y + EndHeight / 2 + Sizes.HalfCapital(Sizes.Legend), text, Anchor.Middle, canvas.Font(Sizes.Legend, PlotColor.Ink));
    }

    private static void DrawLayer(SvgCanvas canvas, Rect box, LayerDescription layer, PlotColor color, bool isSmall)
    {
        const double Inset = 16;
        canvas.Rectangle(box, canvas.Paint(fill: PlotColor.Surface, stroke: PlotColor.Spine, width: 1, more: "rx=\"5\""));
        canvas.Path(
            $"M{SvgText.Number(box.X + 5)} {SvgText.Number(box.Y)}h1v{SvgText.Number(box.Height)}h-1a5 5 0 0 1 -5 -5v{SvgText.Number(10 - box.Height)}a5 5 0 0 1 5 -5z",
            canvas.Paint(fill: color));
        double room = box.Width - 2 * Inset;
        if (isSmall)
        {
            string name = FontMetrics.Fit(Head(layer), Sizes.Label, room, bold: true);
            canvas.Text(box.CenterX + 3, box.CenterY + Sizes.HalfCapital(Sizes.Label), name, Anchor.Middle, canvas.Font(Sizes.Label, PlotColor.Ink, bold: true));
            return;
        }

        string parameters = layer.ParameterCount == 0 ? "" : $"{Number(layer.ParameterCount)} params";
        double right = FontMetrics.Width(parameters, Sizes.Legend) + 10;
        canvas.Text(
            box.X + Inset, box.Y + 19, FontMetrics.Fit(Head(layer), Sizes.Label, room - right, bold: true), Anchor.Start, canvas.Font(Sizes.Label, PlotColor.Ink, bold: true));
        canvas.Text(box.Right - Inset + 4, box.Y + 19, parameters, Anchor.End, canvas.Font(Sizes.Legend, PlotColor.Muted));
        canvas.Text(
            box.X + Inset, box.Y + 36, FontMetrics.Fit(layer.Description, Sizes.Legend, room + 4), Anchor.Start, canvas.Font(Sizes.Legend, PlotColor.Muted));
    }

    private static void DrawEdge(SvgCanvas canvas, IReadOnlyList<(double X, double Y)> corners)
    {
        ((double x, double top), (double end, double bottom)) = (corners[0], corners[^1]);
        (top, bottom) = (top + 1, bottom - 7);
        if (corners.Count == 2) { canvas.Line(x, top, end, bottom, canvas.Paint(stroke: PlotColor.Spine, width: 1.3)); }
        else { canvas.Path(PathBuilder.Rounded([(x, top), .. corners.Skip(1).SkipLast(1), (end, bottom)], 7), canvas.Paint(stroke: PlotColor.Spine, width: 1.3, more: "fill=\"none\"")); }
    }

    private static void DrawTip(SvgCanvas canvas, double x, double tip) =>
        canvas.Path(new PathBuilder().Move(x, tip).LineTo(x - 4, tip - 8).LineTo(x + 4, tip - 8).Close().ToString(), canvas.Paint(fill: PlotColor.Spine));

    private void DrawLabel(SvgCanvas canvas, DiagramNode node)
    {
        Rect box = layout.Box(node);
        canvas.Text(box.CenterX + LabelGap, box.Bottom + DiagramLayout.Arrow / 2 + 3, Shape(node.Shape), Anchor.Start, canvas.Font(Sizes.Tick, PlotColor.Muted));
    }
}
