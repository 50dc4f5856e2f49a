using NNGen.Plots;

namespace NNGen;

/// <summary>Pictures of training.</summary>
public static class HistoryPlots
{
    /// <summary>Writes loss and metrics by epoch, for training and validation, as SVG.</summary>
    /// <param name="history">What a training measured.</param>
    /// <param name="path">The file; it ends in <c>.svg</c>. The folder is created if it does not exist.</param>
    /// <param name="title">The title above all panels; null for none.</param>
    /// <param name="logarithmicLoss">Whether the loss has a logarithmic axis.</param>
    /// <param name="theme">The color theme.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.svg</c>.</exception>
    /// <exception cref="InvalidOperationException">No epoch is finished.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void SavePlot(
        this History history, string path, string? title = null, bool logarithmicLoss = false, PlotTheme theme = PlotTheme.Auto) =>
        Charts.History(history, title, logarithmicLoss).Save(path, theme);

    /// <summary>Writes one self-contained HTML page about a training: settings, curves, epochs, environment.</summary>
    /// <param name="history">What the training measured.</param>
    /// <param name="path">The file; it ends in <c>.html</c>. The folder is created if it does not exist.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="settings">Settings of the training, such as optimizer and batch size, by name.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.html</c>.</exception>
    /// <exception cref="InvalidOperationException">No epoch is finished.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void SaveReport(this History history, string path, string? title = null, IReadOnlyDictionary<string, string>? settings = null) =>
        RunReport.Of(history, title, settings).Save(path);

    /// <summary>
    /// Writes one self-contained HTML page about a training: the network, settings, curves, and the network's results on the test samples
    /// (metrics, confusion matrix and, for two classes, ROC and precision-recall curves).
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="history">What the training measured.</param>
    /// <param name="path">The file; it ends in <c>.html</c>. The folder is created if it does not exist.</param>
    /// <param name="network">The trained network.</param>
    /// <param name="test">Samples to evaluate it with; null for none.</param>
    /// <param name="title">The page's title; the network's name if none is given.</param>
    /// <param name="settings">Settings of the training, such as optimizer and batch size, by name.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.html</c>, or the samples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">No epoch is finished.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void SaveReport<TNetwork, T>(
        this History history,
        string path,
        INetwork<TNetwork, T> network,
        Dataset<T>? test = null,
        string? title = null,
        IReadOnlyDictionary<string, string>? settings = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        RunReport.Of(history, network, test, title, settings).Save(path);
}
