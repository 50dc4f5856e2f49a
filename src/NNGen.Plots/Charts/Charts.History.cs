using System.Globalization;

namespace NNGen.Plots;

/// <content>Learning curves.</content>
public static partial class Charts
{
    /// <summary>Loss and metrics by epoch, a panel for each, for training and validation; a dotted line marks the best epoch.</summary>
    /// <param name="history">What a training measured.</param>
    /// <param name="title">The title above all panels; null for none.</param>
    /// <param name="logarithmicLoss">Whether the loss has a logarithmic axis.</param>
    /// <exception cref="InvalidOperationException">No epoch is finished.</exception>
    public static Figure History(History history, string? title = null, bool logarithmicLoss = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Count == 0) { throw new InvalidOperationException("No epoch is finished yet: the history has nothing to draw."); }
        Plot[] panels = [.. MetricNames.With(history.Select(epoch => epoch.Training).Concat(history.Select(epoch => epoch.Validation)))
            .Where((metric, i) => i == 0 || IsMeasured(history.Select(epoch => epoch.Training), metric.Value)
                || IsMeasured(history.Select(epoch => epoch.Validation).OfType<Metrics>(), metric.Value))
            .Select(metric => Curve(history, metric.Name, metric.Value))];
        if (logarithmicLoss) { panels[0].Y.Scale = AxisScale.Logarithmic; }
        var figure = new Figure(title, columns: Math.Min(2, panels.Length)) { PanelWidth = 380, PanelHeight = 280 };
        foreach (Plot panel in panels) { figure.Add(panel); }
        return figure;
    }

    /// <summary>The learning rate by epoch.</summary>
    internal static Plot LearningRate(History history) => new Plot("learning rate", "epoch") { X = { WholeNumbers = true } }
        .Line(history.Select(epoch => epoch.Epoch), history.Select(epoch => epoch.LearningRate));

    private static bool IsMeasured(IEnumerable<Metrics> results, Func<Metrics, double?> value) => results.Any(metrics => value(metrics) is not null);

    private static Plot Curve(History history, string name, Func<Metrics, double?> value)
    {
        var plot = new Plot(name, "epoch") { X = { WholeNumbers = true } };
        int[] epochs = [.. history.Select(epoch => epoch.Epoch)];
        bool isLoss = value == MetricNames.All[0].Value;
        if (isLoss || IsMeasured(history.Select(epoch => epoch.Training), value)) { plot.Line(epochs, history.Select(epoch => value(epoch.Training) ?? double.NaN), "training"); }
        if (history.All(epoch => epoch.Validation is null)) { return plot; }
        plot.Line(epochs, history.Select(epoch => (epoch.Validation is { } metrics ? value(metrics) : null) ?? double.NaN), "validation");
        return history.Count > 1 ? plot.VerticalLine(history.Best().Epoch, string.Create(CultureInfo.InvariantCulture, $"best: epoch {history.Best().Epoch}"), style: LineStyle.Dotted) : plot;
    }
}
