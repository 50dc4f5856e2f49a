using System.Globalization;
using System.Text;
using static NNGen.Plots.SvgText;

namespace NNGen.Plots;

/// <summary>Writes a <see cref="RunReport"/> as HTML.</summary>
internal sealed class ReportPage
{
    private readonly StringBuilder body = new();
    private readonly StyleSheet styles = new(PlotTheme.Auto);
    private int pictures;

    public static string Write(RunReport report)
    {
        if (report.History is { Count: 0 }) { throw new InvalidOperationException("No epoch is finished yet: the history has nothing to report."); }
        var page = new ReportPage();
        page.Body(report);

        // The security policy makes the browser enforce that nothing is loaded and nothing runs.
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
            <meta name="generator" content="NNGen"/>
            <title>{Escape(report.Title)}</title>
            <style>
            {ReportStyle.Css}{page.styles.Css()}</style>
            </head>
            <body>
            <main>
            {page.body}</main>
            </body>
            </html>

            """;
    }

    private void Body(RunReport report)
    {
        body.Append($"<header>\n<h1>{Escape(report.Title)}</h1>\n<p>{Escape(report.Created.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture))}</p>\n</header>\n");
        Cards(report);
        if (report.History is { } history) { Section("Learning curves", () => Curves(history)); }
        if (report.Pictures.Count > 0) { Pictures(report.Pictures); }
        if (report.Network is { } network) { Section("Network", () => Network(network)); }
        if (report.Settings.Count > 0) { Section("Settings", () => Pairs(report.Settings)); }
        if (report.History is { } epochs) { Section("Epochs", () => Epochs(epochs)); }
        if (report.Environment.Count > 0) { Section("Environment", () => Pairs(report.Environment)); }
    }

    private void Cards(RunReport report)
    {
        var cards = new List<(string Name, string Value)>();
        if (report.Result is { } result) { cards.AddRange(MetricTexts(result).Select(metric => ($"test {metric.Name}", metric.Value))); }
        if (report.History is { } history)
        {
            EpochResult best = history.Best();
            cards.AddRange(MetricTexts(best.Validation ?? best.Training).Take(2).Select(metric => ($"{(best.Validation is null ? "training" : "validation")} {metric.Name}", metric.Value)));
            cards.Add(("epochs", history.Count.ToString("N0", CultureInfo.InvariantCulture)));
            cards.Add(("best epoch", best.Epoch.ToString("N0", CultureInfo.InvariantCulture)));
            cards.Add(("training time", Time(TimeSpan.FromTicks(history.Sum(epoch => epoch.Duration.Ticks)))));
        }

        if (report.Network is { } network) { cards.Add(("parameters", network.ParameterCount.ToString("N0", CultureInfo.InvariantCulture))); }
        if (cards.Count == 0) { return; }
        body.Append("<dl class=\"cards\">\n");
        foreach ((string name, string value) in cards) { body.Append($"<div><dt>{Escape(name)}</dt><dd>{Escape(value)}</dd></div>\n"); }
        body.Append("</dl>\n");
    }

    private void Curves(History history)
    {
        // Panels are separate, so that they stack in a narrow window.
        List<Picture> panels = [.. Charts.History(history).Panels];
        if (history.Select(epoch => epoch.LearningRate).Distinct().Count() > 1) { panels.Add(Charts.LearningRate(history)); }
        body.Append("<div class=\"pictures\">\n");
        foreach (Picture panel in panels)
        {
            (panel.Width, panel.Height) = (440, 300);
            Draw(panel);
        }

        body.Append("</div>\n");
    }

    private void Pictures(IReadOnlyList<(string Heading, Picture Picture, string? Text)> all)
    {
        body.Append("<div class=\"pictures\">\n");
        foreach ((string heading, Picture picture, string? text) in all)
        {
            Section(heading, () =>
            {
                Draw(picture);
                if (text is not null) { body.Append($"<p>{Escape(text)}</p>\n"); }
            });
        }

        body.Append("</div>\n");
    }

    private void Network(NetworkDescription network)
    {
        // In a chain, each layer is connected to the one above it.
        bool isChain = network.Layers.All(layer => layer.Inputs.Count == 0);
        string[] Connected(string text) => isChain ? [] : [text];
        body.Append("<div class=\"network\">\n");
        Table(
            ["layer", "kind", "what it does", .. Connected("connected to"), "output", "parameters", "multiply-adds"],
            isChain ? 4 : 5,
            network.Layers.Select(layer => (string[])
            [
                layer.Name, layer.Kind, layer.Description, .. Connected(string.Join(", ", layer.Inputs)), NetworkDiagram.Shape(layer.OutputShape),
                NetworkDiagram.Number(layer.ParameterCount), NetworkDiagram.Number(layer.MultiplyAdds),
            ]),
            ["total", "", "", .. Connected(""), "", NetworkDiagram.Number(network.ParameterCount), NetworkDiagram.Number(network.Layers.Sum(layer => layer.MultiplyAdds))]);
        Draw(new NetworkDiagram(network));
        body.Append("</div>\n");
    }

    private void Epochs(History history)
    {
        string[] names = [.. MetricTexts(history[0].Training).Select(metric => metric.Name)];
        string[] validationNames = history.All(epoch => epoch.Validation is null)
            ? []
            : [.. names, .. MetricNames.With(history.Select(epoch => epoch.Validation)).Skip(MetricNames.All.Length).Select(metric => metric.Name).Except(names)];
        body.Append($"<details{(history.Count <= 12 ? " open=\"open\"" : "")}>\n<summary>All {history.Count.ToString("N0", CultureInfo.InvariantCulture)} epochs</summary>\n");
        Table(
            ["epoch", .. names, .. validationNames.Select(name => $"validation {name}"), "learning rate", "time"],
            0,
            history.Select(epoch => new[]
            {
                [epoch.Epoch.ToString(CultureInfo.InvariantCulture)],
                Row(epoch.Training, names),
                Row(epoch.Validation, validationNames),
                [epoch.LearningRate.ToString("g4", CultureInfo.InvariantCulture), Time(epoch.Duration)],
            }.SelectMany(part => part).ToArray()));
        body.Append("</details>\n");

        static string[] Row(Metrics? metrics, string[] names)
        {
            var texts = metrics is { } known ? MetricTexts(known).ToDictionary(metric => metric.Name, metric => metric.Value) : [];
            return [.. names.Select(name => texts.GetValueOrDefault(name, ""))];
        }
    }

    private void Pairs(IReadOnlyDictionary<string, string> pairs) => Table([], int.MaxValue, pairs.Select(pair => new[] { pair.Key, pair.Value }));

    /// <summary>A table whose columns hold numbers from a given one on.</summary>
    private void Table(string[] heads, int firstNumber, IEnumerable<string[]> rows, string[]? total = null)
    {
        body.Append("<div class=\"scroll\"><table>\n");
        if (heads.Length > 0) { body.Append($"<thead><tr>{string.Concat(heads.Select((head, i) => Cell("th", head, i, firstNumber)))}</tr></thead>\n"); }
        body.Append("<tbody>\n");
        foreach (string[] row in rows)
        {
            body.Append($"<tr>{string.Concat(row.Select((cell, i) => heads.Length == 0 && i == 0 ? $"<th>{Escape(cell)}</th>" : Cell("td", cell, i, firstNumber)))}</tr>\n");
        }

        body.Append("</tbody>\n");
        if (total is not null) { body.Append($"<tfoot><tr>{string.Concat(total.Select((cell, i) => Cell("td", cell, i, firstNumber)))}</tr></tfoot>\n"); }
        body.Append("</table></div>\n");
    }

    private static string Cell(string element, string text, int column, int firstNumber) =>
        $"<{element}{(column >= firstNumber ? " class=\"number\"" : "")}>{Escape(text)}</{element}>";

    private void Section(string heading, Action content)
    {
        body.Append($"<section>\n<h2>{Escape(heading)}</h2>\n");
        content();
        body.Append("</section>\n");
    }

    private void Draw(Picture picture) =>
        body.Append("<figure>\n").Append(SvgDocument.Write(picture, styles, string.Create(CultureInfo.InvariantCulture, $"p{++pictures}-"), ownStyles: false)).Append("</figure>\n");

    private static IEnumerable<(string Name, string Value)> MetricTexts(Metrics metrics) => MetricNames.With([metrics])
        .Where(metric => metric.Value(metrics) is not null)
        .Select(metric => (metric.Short, Text(metric.Value(metrics).GetValueOrDefault())));

    private static string Text(double value) => value.ToString(Math.Abs(value) is > 1e-3 or 0 ? "0.0000" : "0.00e+00", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture) + " ms",
        < 120 => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        _ => time.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture).TrimStart('0', '.'),
    };
}
