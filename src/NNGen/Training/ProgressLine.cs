using System.Globalization;

namespace NNGen;

/// <summary>The text of a progress report, after Keras's <c>Progbar</c>.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 20;

    /// <summary>The line above an epoch's bar.</summary>
    public static string Title(in FitProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"Epoch {progress.Epoch}/{progress.Epochs}");

    /// <summary>A finished epoch in one plain line.</summary>
    public static string Plain(in FitProgress progress) =>
        $"{Title(progress)} - {Seconds(progress.Elapsed)} - {PerStep(progress)} - {string.Join(" - ", MetricTexts(progress))}";

    /// <summary>The line with the bar, shortened to a width: the bar is left out first, then metrics from the end.</summary>
    public static string Bar(in FitProgress progress, int maxWidth, bool isUnicode)
    {
        string total = progress.Batches.ToString(CultureInfo.InvariantCulture);
        string counter = progress.Batch.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length) + "/" + total;
        string time = (progress.IsEpochEnd ? Seconds(progress.Elapsed) : Remaining(progress)) + " " + PerStep(progress);
        List<string> metrics = MetricTexts(progress);

        int filled = (int)((long)BarWidth * progress.Batch / progress.Batches);
        string bar = new string(isUnicode ? '━' : '=', filled) + new string(isUnicode ? '─' : '.', BarWidth - filled);
        string line = Join($"{counter} {bar} {time}");
        if (line.Length <= maxWidth) { return line; }

        while ((line = Join($"{counter} {time}")).Length > maxWidth && metrics.Count > 0) { metrics.RemoveAt(metrics.Count - 1); }
        return line.Length <= maxWidth ? line : line[..Math.Max(maxWidth, 0)];

        string Join(string head) => metrics.Count == 0 ? head : $"{head} - {string.Join(" - ", metrics)}";
    }

    /// <summary>Names in Keras's order, which is alphabetical.</summary>
    private static List<string> MetricTexts(in FitProgress progress)
    {
        var texts = new List<string>(8);
        Add("", progress.Training);
        if (progress.Validation is { } validation) { Add("val_", validation); }
        return texts;

        void Add(string prefix, Metrics metrics)
        {
            // Keras prints neither by default.
            IEnumerable<KeyValuePair<string, double>> shown = metrics.Values
                .Where(metric => !IsHidden(metric.Key, MetricTable.RootMeanSquaredError) && !IsHidden(metric.Key, MetricTable.RSquared));
            texts.AddRange(shown.OrderBy(metric => metric.Key, StringComparer.Ordinal)
                .Select(metric => $"{prefix}{metric.Key}: {Metrics.Format(metric.Value)}"));

            // Also that of one of several outputs, whose mean absolute error is shown.
            bool IsHidden(string name, string metric) => name == metric
                || (name.EndsWith($"_{metric}", StringComparison.Ordinal) && metrics.Find(name[..^metric.Length] + MetricTable.MeanAbsoluteError) is not null);
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "s";

    private static string Remaining(in FitProgress progress)
    {
        TimeSpan rest = progress.Elapsed / progress.Batch * (progress.Batches - progress.Batch);
        return rest.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)rest.TotalHours}:{rest.Minutes:00}:{rest.Seconds:00}")
            : rest.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{rest.Minutes}:{rest.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{rest.Seconds}s");
    }

    private static string PerStep(in FitProgress progress)
    {
        double seconds = progress.Elapsed.TotalSeconds / progress.Batch;
        return seconds switch
        {
            >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0}s/step"),
            >= 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0}ms/step"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0}us/step"),
        };
    }
}
