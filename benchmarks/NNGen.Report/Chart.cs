using System.Globalization;
using System.Text;

namespace NNGen.Report;

/// <summary>The ratios as an SVG bar chart on a logarithmic axis, readable on light and dark pages.</summary>
internal static class Chart
{
    private const int Width = 920, Left = 232, Right = 60, BarHeight = 11, BarGap = 2, FigureGap = 9, SectionGap = 30, Bottom = 46;
    private const int LegendTop = 58, LegendLine = 18, LegendToBars = 34;

    /// <summary>One or two figures of each kind, so that the picture stays readable; the table has all.</summary>
    private static readonly (string Workload, string Figure)[] shown =
    [
        ("W1", "1000 iterations"),
        ("W2", "forward b1"), ("W2", "forward b256"), ("W2", "train adam b32"),
        ("W3", "forward b1"), ("W3", "50 epochs"),
        ("W4", "forward b1"), ("W4", "forward b256"), ("W4", "train adam b32"), ("W4", "train adam b256"),
        ("W5", "forward b1"), ("W5", "forward b256"), ("W5", "train adam b32"), ("W5", "train adam b256"),
        ("W6", "forward b1"), ("W6", "forward b128"), ("W6", "train adam b32"), ("W6", "train adam b128"),
        ("W7", "lstm 20 per sample"), ("W7", "gru 20 per sample"), ("W7", "conv1d stack per sample"),
        ("W8", "forward b1"), ("W8", "forward b128"), ("W8", "train adam b32"), ("W8", "train adam b128"),
        ("W9", "forward b1"), ("W9", "forward b128"), ("W9", "train adam b32"),
        ("W10", "forward b128"), ("W10", "train adam b32"), ("W10", "train adam b128"),
    ];

    /// <summary>
    /// Colors with a contrast of at least three to one to both backgrounds, distinguishable with color blindness (Okabe and Ito's, adjusted); the
    /// same engine has the same hue.
    /// </summary>
    private static readonly (string Peer, string Color)[] rivals =
    [
        ("ONNX Runtime (C#)", "#4a63d3"), ("TorchSharp", "#b04300"), ("TensorPrimitives", "#64748b"),
        ("PyTorch", "#d55e00"), ("ONNX Runtime", "#0f7fc4"), ("scikit-learn", "#b9860b"), ("NumPy", "#b3589a"), ("C loops", "#0b9a6d"),
        ("RTNeural", "#7a7f00"),
    ];

    private static readonly double[] ticks = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    /// <returns>The picture, or null if there is nothing to compare.</returns>
    public static string? Draw(Results results, string against)
    {
        var bars = new List<(string Workload, string Figure, Result Own, List<(string Peer, string Color, double Ratio)> Bars)>();
        foreach ((string workload, string figure) in shown)
        {
            if (results.Of(workload, figure, against) is not { } own) { continue; }
            var ratios = new List<(string, string, double)>();
            foreach ((string peer, string color) in rivals)
            {
                if (results.Of(workload, figure, peer) is { } row) { ratios.Add((peer, color, row.Time / own.Time)); }
            }

            if (ratios.Count > 0) { bars.Add((workload, figure, own, ratios)); }
        }

        if (bars.Count == 0) { return null; }

        double least = bars.Min(group => group.Bars.Min(bar => bar.Ratio)), most = bars.Max(group => group.Bars.Max(bar => bar.Ratio));
        double from = ticks.Last(tick => tick <= Math.Min(least, 0.5) || tick == ticks[0]), to = ticks.First(tick => tick >= most || tick == ticks[^1]);
        double X(double ratio) => Left + ((Math.Log(ratio) - Math.Log(from)) / (Math.Log(to) - Math.Log(from)) * (Width - Left - Right));

        var (body, legend) = (new StringBuilder(), new StringBuilder());
        double top = Legend(legend, bars.SelectMany(group => group.Bars).Select(bar => bar.Peer).ToHashSet()) + LegendToBars, y = top;
        string section = "";
        foreach ((string workload, string figure, Result own, var group) in bars)
        {
            if (workload != section)
            {
                y += section.Length == 0 ? 0 : SectionGap - FigureGap;
                Text(body, 16, y - 9, "section", "start", Figures.Workloads.First(w => w.Key == workload).Title);
                Line(body, "rule", 16, y - 4, Width - 16, y - 4);
                y += 4;
                section = workload;
            }

            double height = (group.Count * (BarHeight + BarGap)) - BarGap;
            double middle = y + (height / 2);
            Text(body, Left - 72, middle + 4, "label", "end", Figures.Title(figure));
            Text(body, Left - 14, middle + 4, "time", "end", Report.Text.Time(own.Time));
            foreach ((string peer, string color, double ratio) in group)
            {
                double x0 = Math.Min(X(1), X(ratio)), x1 = Math.Max(X(1), X(ratio));
                body.AppendLine(Invariant($"<rect x=\"{x0:F1}\" y=\"{y:F1}\" width=\"{Math.Max(1.5, x1 - x0):F1}\" height=\"{BarHeight}\" rx=\"1.5\" fill=\"{color}\"><title>{peer}: {Report.Text.Ratio(ratio)}</title></rect>"));
                Text(body, x1 + 4, y + BarHeight - 2, "value", "start", Report.Text.Ratio(ratio));
                y += BarHeight + BarGap;
            }

            y += FigureGap - BarGap;
        }

        double end = y, total = end + Bottom;
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {total:F0}\" width=\"{Width}\" height=\"{total:F0}\" role=\"img\" aria-labelledby=\"title\" font-family=\"system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif\">"));
        svg.AppendLine("<title id=\"title\">How many times as long as NNGen other programs take for the same work, on one thread</title>");
        svg.AppendLine(Style);
        svg.AppendLine("<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"6\"/>");
        Text(svg, 16, 28, "title", "start", "The same work in other programs: time divided by NNGen's");
        Text(svg, 16, 46, "subtitle", "start", "One thread, least time of all rounds, logarithmic. Right of 1×: NNGen is faster. Next to each label: NNGen's time.");
        svg.Append(legend);
        foreach (double tick in ticks.Where(tick => tick >= from && tick <= to))
        {
            Line(svg, tick == 1 ? "one" : "grid", X(tick), top, X(tick), end);
            Text(svg, X(tick), end + 16, tick == 1 ? "axis strong" : "axis", "middle", Invariant($"{tick:#,0.##}×"));
        }

        Text(svg, X(1), end + 33, "axis strong", "middle", against);
        svg.Append(body);
        return svg.AppendLine("</svg>").ToString();
    }

    private const string Style = """
        <style>
        .page { fill: #ffffff; stroke: #d0d7de; }
        text { fill: #1f2328; font-size: 12px; }
        .title { font-size: 17px; font-weight: 600; }
        .subtitle, .axis, .time { fill: #59636e; font-size: 11.5px; }
        .section { font-weight: 600; }
        .value { font-size: 10.5px; }
        .strong { fill: #1f2328; font-weight: 600; }
        .grid { stroke: #d0d7de; stroke-width: 1; stroke-dasharray: 2 3; }
        .rule { stroke: #d0d7de; stroke-width: 1; }
        .one { stroke: #59636e; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
        .page { fill: #0d1117; stroke: #30363d; }
        text, .strong { fill: #f0f6fc; }
        .subtitle, .axis, .time { fill: #9198a1; }
        .strong { fill: #f0f6fc; }
        .grid, .rule { stroke: #30363d; }
        .one { stroke: #9198a1; }
        }
        </style>
        """;

    /// <returns>The position of its last line.</returns>
    private static double Legend(StringBuilder svg, HashSet<string> present)
    {
        double x = Left, y = LegendTop;
        foreach ((string peer, string color) in rivals.Where(rival => present.Contains(rival.Peer)))
        {
            double width = 40 + (peer.Length * 7.1);
            if (x + width > Width) { (x, y) = (Left, y + LegendLine); }
            svg.AppendLine(Invariant($"<rect x=\"{x:F0}\" y=\"{y:F0}\" width=\"11\" height=\"11\" rx=\"1.5\" fill=\"{color}\"/>"));
            Text(svg, x + 16, y + 10, "label", "start", peer);
            x += width;
        }

        return y;
    }

    private static void Text(StringBuilder svg, double x, double y, string style, string anchor, string text) =>
        svg.AppendLine(Invariant($"<text class=\"{style}\" x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\">{text}</text>"));

    private static void Line(StringBuilder svg, string style, double x1, double y1, double x2, double y2) =>
        svg.AppendLine(Invariant($"<line class=\"{style}\" x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\"/>"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
