using System.Collections;
using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>
/// The results of every epoch of a training, by epoch (<c>history[0].Loss</c>, <c>history.Last.Validation?.Accuracy</c>) and by name as in Keras
/// (<c>history["val_loss"]</c>).
/// </summary>
public sealed class History : IReadOnlyList<EpochResult>
{
    private const string LearningRateName = "learning_rate";

    private readonly List<EpochResult> epochs = [];
    private readonly List<string> warnings = [];

    internal History()
    {
    }

    /// <summary>Number of finished epochs.</summary>
    public int Count => epochs.Count;

    /// <summary>The last finished epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch is finished.</exception>
    public EpochResult Last => epochs.Count > 0 ? epochs[^1] : throw NothingYet();

    /// <summary>
    /// The names of everything that was measured: metrics of the training samples, those of the validation samples with <c>val_</c> before them,
    /// and <c>learning_rate</c>. Empty if no epoch is finished.
    /// </summary>
    public IReadOnlyList<string> Names => epochs.Count == 0
        ? []
        :
        [
            .. MetricTable.Names(epochs.Select(epoch => epoch.Training)),
            .. MetricTable.Names(epochs.Select(epoch => epoch.Validation)).Select(name => MetricTable.ValidationPrefix + name),
            LearningRateName,
        ];

    /// <summary>Why training stopped before all epochs were done, such as the message of <see cref="EarlyStopping"/>; null if it did not.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>
    /// Problems that did not stop training, such as a checkpoint that could not be written; those before training was resumed are not
    /// kept.
    /// </summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>An epoch by its index, from 0.</summary>
    public EpochResult this[int index] => epochs[index];

    /// <summary>The values of one metric, an element per epoch, as Keras's <c>history.history["val_loss"]</c>.</summary>
    /// <param name="name">One of <see cref="Names"/>: <c>loss</c>, <c>val_accuracy</c>, <c>learning_rate</c>, ...</param>
    /// <returns>
    /// A new list. If another metric was added when training was resumed, the epochs before it are <see cref="double.NaN"/>, a gap in charts.
    /// </returns>
    /// <exception cref="KeyNotFoundException">Nothing of this name was measured; the message lists the existing names.</exception>
    public IReadOnlyList<double> this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Names.Contains(name) ? [.. epochs.Select(epoch => ValueOf(epoch, name) ?? double.NaN)] : throw Unknown(name);
        }
    }

    /// <summary>The best epoch; the first of equals.</summary>
    /// <param name="monitor">
    /// What is compared, such as <see cref="Monitored.ValidationAccuracy"/>. If none is given, the validation loss or, without validation
    /// samples, the training loss.
    /// </param>
    /// <returns>The epoch; the first one if none has a number to compare.</returns>
    /// <exception cref="InvalidOperationException">No epoch is finished, or an epoch has no such number.</exception>
    public EpochResult Best(Monitored? monitor = null)
    {
        if (epochs.Count == 0) { throw NothingYet(); }
        monitor ??= epochs.Any(epoch => epoch.Validation is not null) ? Monitored.ValidationLoss : Monitored.Loss;
        EpochResult best = epochs[0];
        double least = monitor.Worst;
        foreach (EpochResult epoch in epochs)
        {
            double value = monitor.Of(epoch);
            if (monitor.IsBetter(value, least, 0)) { (best, least) = (epoch, value); }
        }

        return best;
    }

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => epochs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with one line per epoch.</summary>
    public override string ToString()
    {
        List<(string Title, Func<EpochResult, string> Cell)> columns = [("epoch", epoch => epoch.Epoch.ToString(CultureInfo.InvariantCulture))];
        foreach (string name in Names)
        {
            columns.Add(name == LearningRateName
                ? (name, epoch => epoch.LearningRate.ToString("g6", CultureInfo.InvariantCulture))
                : (name, epoch => ValueOf(epoch, name) is { } value ? Metrics.Format(value) : ""));
        }

        columns.Add(("seconds", epoch => epoch.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)));
        string[][] lines =
        [
            [.. columns.Select(column => column.Title)],
            .. epochs.Select(epoch => columns.Select(column => column.Cell(epoch)).ToArray()),
        ];
        int[] widths = [.. columns.Select((_, column) => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (string[] line in lines) { text.AppendJoin("  ", line.Select((cell, column) => cell.PadLeft(widths[column]))).Append('\n'); }
        return text.ToString();
    }

    internal void Add(EpochResult epoch) => epochs.Add(epoch);

    internal void AddWarning(string warning) => warnings.Add(warning);

    private static double? ValueOf(EpochResult epoch, string name) =>
        name == LearningRateName ? epoch.LearningRate
        : epoch.Training.Find(name) ?? (name.StartsWith(MetricTable.ValidationPrefix, StringComparison.Ordinal)
            ? epoch.Validation?.Find(name[MetricTable.ValidationPrefix.Length..])
            : null);

    private static InvalidOperationException NothingYet() => new("No epoch is finished yet.");

    private KeyNotFoundException Unknown(string name)
    {
        if (epochs.Count == 0) { return new KeyNotFoundException($"The history has no '{name}': no epoch is finished yet."); }
        bool lacksValidation = name.StartsWith(MetricTable.ValidationPrefix, StringComparison.Ordinal) && epochs.All(epoch => epoch.Validation is null);
        return new KeyNotFoundException(
            $"The history has no '{name}' (it has {string.Join(", ", Names)}{(lacksValidation ? "; give Fit validation samples for names with val_" : "")}).");
    }
}
