using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>Writes the history as a CSV file, a line after every epoch. (Keras's <c>CSVLogger</c>.)</summary>
/// <remarks>
/// Columns: <c>epoch</c>, the metrics that suit the loss (<c>loss</c>, <c>accuracy</c>, ...; of the validation samples <c>val_loss</c>, ...,
/// and those of <see cref="FitOptions.Metrics"/>), <c>learning_rate</c> and <c>seconds</c>; numbers are written so that they can be read back
/// exactly, and metrics that an epoch did not measure are empty. The file always holds the whole history: resumed training starts it again with
/// the epochs done before. A line that cannot be written is a warning; after the next epoch the file is written again as a whole.
/// </remarks>
public sealed class CsvLog : Callback
{
    private readonly string path;
    private readonly char separator;
    private (string Title, Func<EpochResult, double?> Value)[] columns = [];
    private FileStream? stream;

    /// <summary>Creates the callback.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="separator">The separator between two columns.</param>
    public CsvLog(string path, char separator = ',')
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = path;
        this.separator = separator;
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        columns = [];
        Open();
        if (context.History.Count > 0) { WriteAll(context.History); }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        try
        {
            bool isWhole = stream is not null && columns.Length > 0 && MetricTable.Names([context.History.Last.Validation]).All(IsKnown);
            if (!isWhole) { Open(); }
            if (isWhole) { Write(Line(context.History.Last)); }
            else { WriteAll(context.History); }
            if (File.Exists(path)) { return; }

            // The file was deleted: everything written to it is lost.
            Open();
            WriteAll(context.History);
            context.Warn($"'{path}' was deleted during training; it is written again, with all epochs.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Close();
            context.Warn($"'{path}' could not be written and is retried after the next epoch: {problem.Message}");
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context) => Close();

    private static (string Title, Func<EpochResult, double?> Value)[] ColumnsOf(History history)
    {
        return
        [
            ("epoch", epoch => epoch.Epoch),
            .. Of("", epoch => epoch.Training),
            .. Of(MetricTable.ValidationPrefix, epoch => epoch.Validation),
            ("learning_rate", epoch => epoch.LearningRate),
            ("seconds", epoch => epoch.Duration.TotalSeconds),
        ];

        IEnumerable<(string Title, Func<EpochResult, double?> Value)> Of(string prefix, Func<EpochResult, Metrics?> metrics) =>
            MetricTable.Names(history.Select(metrics)).Select(name => (prefix + name, (Func<EpochResult, double?>)(epoch => metrics(epoch)?.Find(name))));
    }

    private void WriteAll(History history)
    {
        columns = ColumnsOf(history);
        Write($"{string.Join(separator, columns.Select(column => Quoted(column.Title)))}\n{string.Concat(history.Select(Line))}");
    }

    private bool IsKnown(string metric) => columns.Any(column => column.Title == MetricTable.ValidationPrefix + metric);

    // A metric may have any name.
    private string Quoted(string title) =>
        title.AsSpan().IndexOfAny([separator, '"', '\n', '\r']) < 0 ? title : $"\"{title.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Write(string text)
    {
        stream!.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }

    private string Line(EpochResult epoch) =>
        string.Join(separator, columns.Select(column => column.Value(epoch)?.ToString("R", CultureInfo.InvariantCulture))) + "\n";

    private void Open()
    {
        Close();
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) { Directory.CreateDirectory(folder); }
        stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    private void Close()
    {
        stream?.Dispose();
        stream = null;
    }
}
