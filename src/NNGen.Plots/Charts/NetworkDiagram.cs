using System.Globalization;

namespace NNGen.Plots;

/// <summary>A network as boxes from its input to its loss, with the output shape of each layer.</summary>
public sealed class NetworkDiagram : Picture
{
    private const double BoxWidth = 250;
    private const double BoxHeight = 46;
    private const double EndHeight = 28;
    private const double Arrow = 34;

    private readonly NetworkDescription network;

    /// <summary>Creates the diagram of a network.</summary>
    /// <param name="network">Its description: <c>MyNetwork.Description</c>.</param>
    /// <param name="title">The title above it; the network's name if none is given.</param>
    public NetworkDiagram(NetworkDescription network, string? title = null)
        : base(title ?? network?.Name)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.network = network;
    }

    internal override (double Width, double Height) NaturalSize =>
        (BoxWidth + 90 + 2 * Sizes.Padding, ContentHeight + TitleHeight(BoxWidth + 90) + 2 * Sizes.Padding);

    internal override Margins Measure(double width, double height, PanelContext context) => new(0, TitleHeight(width), 0, 0);

    internal override void Draw(SvgCanvas canvas, Rect area, Margins margins, PanelContext context)
    {
        var inner = area.Shrink(margins);
        DrawTitle(canvas, area, inner.CenterX, inner.Y);
        double scale = Math.Min(1, Math.Min(inner.Height / ContentHeight, inner.Width / BoxWidth));
        double top = inner.Y + (inner.Height - ContentHeight * scale) / 2;
        string place = $"transform=\"translate({SvgText.Number(inner.CenterX)} {SvgText.Number(top)})"
            + (scale < 1 ? $" scale({scale.ToString("0.####", CultureInfo.InvariantCulture)})\"" : "\"");
        canvas.Open("g", place);
        DrawChain(canvas);
        canvas.Close("g");
    }

    internal override string Describe() =>
        $"Network {network.Name}, {Number(network.ParameterCount)} parameters: input {Shape([network.InputSize])}"
        + string.Concat(network.Layers.Select(layer => $", {layer.Name} ({layer.Kind}) {layer.Description} → {Shape(layer.OutputShape)}"))
        + $"{(network.Loss == LossKind.None ? "" : $", {LossName(network)}")}.";

    internal static string Shape(IReadOnlyList<int> shape) => $"[{string.Join(" × ", shape.Select(size => Number(size)))}]";

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The loss in words.</summary>
    internal static string LossName(NetworkDescription network)
    {
        string name = network.Loss switch
        {
            LossKind.MeanSquaredError => "mean squared error",
            LossKind.MeanAbsoluteError => "mean absolute error",
            LossKind.Huber => "Huber loss",
            LossKind.BinaryCrossEntropy => "binary cross-entropy",
            LossKind.CrossEntropy => "cross-entropy",
            LossKind.Formula => network.LossFormula!,
            _ => "no loss",
        };
        return network.FromLogits ? $"{name}, from logits" : name;
    }

    private double ContentHeight =>
        EndHeight + network.Layers.Count * (Arrow + BoxHeight) + (network.Loss == LossKind.None ? 0 : Arrow + EndHeight);

    private void DrawChain(SvgCanvas canvas)
    {
        string[] kinds = [.. network.Layers.Select(layer => layer.Kind).Distinct()];
        double y = DrawEnd(canvas, 0, "input");
        IReadOnlyList<int> shape = [network.InputSize];
        foreach (LayerDescription layer in network.Layers)
        {
            y = DrawArrow(canvas, y, Shape(shape));
            y = DrawLayer(canvas, y, layer, PlotColor.Series(Array.IndexOf(kinds, layer.Kind)));
            shape = layer.OutputShape;
        }

        if (network.Loss == LossKind.None) { return; }
        y = DrawArrow(canvas, y, Shape(shape));
        DrawEnd(canvas, y, LossName(network));
    }

    private static double DrawEnd(SvgCanvas canvas, double y, string text)
    {
        double width = Math.Max(90, FontMetrics.Width(text, Sizes.Legend) + 28);
        canvas.Rectangle(
            new Rect(-width / 2, y, width, EndHeight),
            canvas.Paint(fill: PlotColor.Surface, stroke: PlotColor.Spine, width: 1, more: $"rx=\"{SvgText.Number(EndHeight / 2)}\""));
        canvas.Text(0, y + EndHeight / 2 + Sizes.HalfCapital(Sizes.Legend), text, Anchor.Middle, canvas.Font(Sizes.Legend, PlotColor.Ink));
        return y + EndHeight;
    }

    private static double DrawLayer(SvgCanvas canvas, double y, LayerDescription layer, PlotColor color)
    {
        const double Inset = 16;
        var box = new Rect(-BoxWidth / 2, y, BoxWidth, BoxHeight);
        canvas.Rectangle(box, canvas.Paint(fill: PlotColor.Surface, stroke: PlotColor.Spine, width: 1, more: "rx=\"5\""));
        canvas.Path(
            $"M{SvgText.Number(box.X + 5)} {SvgText.Number(y)}h1v{SvgText.Number(BoxHeight)}h-1a5 5 0 0 1 -5 -5v{SvgText.Number(10 - BoxHeight)}a5 5 0 0 1 5 -5z",
            canvas.Paint(fill: color));
        string head = layer.Name.StartsWith(layer.Kind, StringComparison.OrdinalIgnoreCase) ? layer.Name : $"{layer.Name} · {layer.Kind}";
        string parameters = layer.ParameterCount == 0 ? "" : $"{Number(layer.ParameterCount)} params";
        double room = BoxWidth - 2 * Inset;
        double right = FontMetrics.Width(parameters, Sizes.Legend) + 10;
        canvas.Text(
            box.X + Inset, y + 19, FontMetrics.Fit(head, Sizes.Label, room - right, bold: true), Anchor.Start, canvas.Font(Sizes.Label, PlotColor.Ink, bold: true));
        canvas.Text(box.Right - Inset + 4, y + 19, parameters, Anchor.End, canvas.Font(Sizes.Legend, PlotColor.Muted));
        canvas.Text(
            box.X + Inset, y + 36, FontMetrics.Fit(layer.Description, Sizes.Legend, room + 4), Anchor.Start, canvas.Font(Sizes.Legend, PlotColor.Muted));
        return y + BoxHeight;
    }

    private static double DrawArrow(SvgCanvas canvas, double y, string shape)
    {
        double tip = y + Arrow - 1;
        canvas.Line(0, y + 1, 0, tip - 6, canvas.Paint(stroke: PlotColor.Spine, width: 1.3));
        canvas.Path(new PathBuilder().Move(0, tip).LineTo(-4, tip - 8).LineTo(4, tip - 8).Close().ToString(), canvas.Paint(fill: PlotColor.Spine));
        canvas.Text(10, y + Arrow / 2 + 3, shape, Anchor.Start, canvas.Font(Sizes.Tick, PlotColor.Muted));
        return y + Arrow;
    }
}
