using System.Globalization;
using System.Numerics;

namespace NNGen.Plots;

/// <summary>
/// One self-contained HTML page about training: no scripts, no fonts, no external files. Light or dark, as the reader's system
/// prefers.
/// </summary>
public sealed class RunReport
{
    private readonly List<(string Heading, Picture Picture, string? Text)> pictures = [];

    /// <summary>Creates a report with a title and nothing else.</summary>
    /// <param name="title">The page's title.</param>
    public RunReport(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>The page's title.</summary>
    public string Title { get; }

    /// <summary>The history of the training; null for no curves.</summary>
    public History? History { get; set; }

    /// <summary>The network; null for none.</summary>
    public NetworkDescription? Network { get; set; }

    /// <summary>The results on test samples; null for none.</summary>
    public Metrics? Result { get; set; }

    /// <summary>Settings of the training, such as optimizer and batch size, by name, in this order.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>();

    /// <summary>Where the training ran, by name, in this order; versions and processor by default.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = RunEnvironment.Current();

    /// <summary>When the report was made; now, in UTC, by default.</summary>
    public DateTimeOffset Created { get; set; } = DateTimeOffset.UtcNow;

    internal IReadOnlyList<(string Heading, Picture Picture, string? Text)> Pictures => pictures;

    /// <summary>Adds a picture after the curves.</summary>
    /// <param name="heading">The heading above it.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="text">A sentence below it; null for none.</param>
    /// <returns>This report.</returns>
    public RunReport Add(string heading, Picture picture, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(picture);
        pictures.Add((heading, picture, text));
        return this;
    }

    /// <summary>The page.</summary>
    /// <exception cref="InvalidOperationException">The history is empty, or a picture has nothing to draw.</exception>
    public string ToHtml() => ReportPage.Write(this);

    /// <summary>Writes the page to a file atomically; the folder is created if it does not exist.</summary>
    /// <param name="path">The file; it ends in <c>.html</c>, and one that exists is replaced.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.html</c>.</exception>
    /// <exception cref="InvalidOperationException">The history is empty, or a picture has nothing to draw.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Save(string path) => PictureFile.Write(path, ToHtml(), ".html");

    /// <summary>A report of a training alone.</summary>
    internal static RunReport Of(History history, string? title, IReadOnlyDictionary<string, string>? settings)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new RunReport(title ?? "Training") { History = history, Settings = settings ?? new Dictionary<string, string>() };
    }

    /// <summary>A report of a training, its network, and how that does on test samples.</summary>
    internal static RunReport Of<TNetwork, T>(
        History history, INetwork<TNetwork, T> network, Dataset<T>? test, string? title, IReadOnlyDictionary<string, string>? settings)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkDescription description = TNetwork.Description;
        RunReport report = Of(history, title ?? description.Name, settings);
        report.Network = description;
        if (test is null) { return report; }
        if (description.Loss != LossKind.None) { report.Result = network.Evaluate(test); }
        var outputs = new T[test.Count * description.OutputSize];
        network.PredictBatch(test.Features, outputs);
        bool binary = description is { Loss: LossKind.BinaryCrossEntropy, OutputSize: 1 };
        if (binary) { AddBinary(report, outputs, test, description.FromLogits ? 0 : 0.5); }
        else if (description.Loss == LossKind.CrossEntropy && test.HasLabels) { AddClasses(report, outputs, test, description.OutputSize); }
        return report;
    }

    private static void AddBinary<T>(RunReport report, T[] outputs, Dataset<T> test, double threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool[] labels = [.. Enumerable.Range(0, test.Count).Select(i => test.HasLabels ? test.Labels[i] == 1 : double.CreateSaturating(test.TargetRows[i][0]) >= 0.5)];
        int[,] counts = new int[2, 2];
        for (int i = 0; i < outputs.Length; i++) { counts[labels[i] ? 1 : 0, double.CreateSaturating(outputs[i]) >= threshold ? 1 : 0]++; }
        report.Add("Confusion matrix", Charts.ConfusionMatrix(counts, test.ClassNames is { Count: 2 } names ? names : null, title: null), TestText(test.Count));
        if (labels.Distinct().Count() < 2) { return; }
        report.Add("ROC curve", Charts.Roc(outputs, labels, "test samples", title: null));
        report.Add("Precision and recall", Charts.PrecisionRecall(outputs, labels, "test samples", title: null));
    }

    private static void AddClasses<T>(RunReport report, T[] outputs, Dataset<T> test, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[,] counts = new int[classes, classes];
        for (int i = 0; i < test.Count; i++)
        {
            T[] scores = outputs[(i * classes)..((i + 1) * classes)];
            counts[test.Labels[i], Array.IndexOf(scores, scores.Max())]++;
        }

        report.Add("Confusion matrix", Charts.ConfusionMatrix(counts, test.ClassNames.Count == classes ? test.ClassNames : null, title: null), TestText(test.Count));
    }

    private static string TestText(int count) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} test samples; a row holds the samples of a class, a column those that got its answer.";
}
