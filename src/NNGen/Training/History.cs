using System.Collections;
using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>What every epoch of a training measured.</summary>
public sealed class History : IReadOnlyList<EpochResult>
{
    private readonly List<EpochResult> epochs = [];
    private readonly List<string> warnings = [];

    internal History()
    {
    }

    /// <summary>Number of finished epochs.</summary>
    public int Count => epochs.Count;

    /// <summary>The epoch with the lowest validation loss or, without validation, the lowest training loss; the first of equals.</summary>
    /// <exception cref="InvalidOperationException">No epoch is finished.</exception>
    public EpochResult Best =>
        epochs.MinBy(epoch => epoch.Validation?.Loss ?? epoch.Loss) ?? throw new InvalidOperationException("No epoch is finished yet.");

    /// <summary>Why training stopped before all epochs were done, such as the words of <see cref="EarlyStopping"/>; null where it did not.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>
    /// Problems that were no reason to lose the training, such as a checkpoint that could not be written; those of a training before it
    /// was resumed are not kept.
    /// </summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>An epoch by its index, from 0.</summary>
    public EpochResult this[int index] => epochs[index];

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => epochs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with one line per epoch.</summary>
    public override string ToString()
    {
        List<(string Title, Func<EpochResult, string> Cell)> columns =
        [
            ("epoch", epoch => epoch.Epoch.ToString(CultureInfo.InvariantCulture)),
            .. Columns("", epoch => epoch.Training),
            .. Columns("val_", epoch => epoch.Validation),
            ("learning rate", epoch => epoch.LearningRate.ToString("g6", CultureInfo.InvariantCulture)),
            ("seconds", epoch => epoch.Duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
        ];

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

    private IEnumerable<(string Title, Func<EpochResult, string> Cell)> Columns(string prefix, Func<EpochResult, Metrics?> metrics)
    {
        foreach ((string name, Func<Metrics, double> value) in MetricTable.All)
        {
            if (epochs.Any(epoch => metrics(epoch) is { } m && !double.IsNaN(value(m))))
            {
                yield return (prefix + name, epoch => metrics(epoch) is { } m ? Metrics.Format(value(m)) : "");
            }
        }

        foreach (string name in MetricTable.AdditionalNames(epochs.Select(metrics)))
        {
            yield return (prefix + name, epoch => metrics(epoch)?.Named?.Find(name) is { } value ? Metrics.Format(value) : "");
        }
    }
}
