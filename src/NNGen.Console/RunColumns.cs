using System.Globalization;
using Spectre.Console;

namespace NNGen;

/// <summary>The columns of the table.</summary>
internal static class RunColumns
{
    public const string BarTitle = "batch";
    public const int NameRank = 1;

    /// <summary>All columns in their order.</summary>
    /// <param name="runs">The runs; a column that is empty for all of them is left out.</param>
    /// <param name="barWidth">Characters of the bar.</param>
    /// <param name="withCounter">Whether the number of the batch follows the bar.</param>
    /// <param name="isUnicode">Whether the window can show more than ASCII.</param>
    public static List<RunColumn> All(IReadOnlyList<RunView> runs, int barWidth, bool withCounter, bool isUnicode)
    {
        var columns = new List<RunColumn>();
        if (runs.Any(run => run.Name.Length > 0)) { columns.Add(new("run", NameRank, run => new Cell(run.Name), IsText: true)); }
        columns.Add(new("epoch", 0, run => new Cell(run.Epochs > 0 ? Texts.Count(run.Epoch, run.Epochs) : "")));
        columns.Add(new(BarTitle, 4, run => Bar(run, barWidth, withCounter, isUnicode), IsText: true));
        AddMetrics("", run => run.Training, 2, 8);
        AddMetrics("val_", run => run.Validation, 5, 9);
        if (runs.Any(run => run.LearningRate is not null))
        {
            columns.Add(new("rate", 40, run => new Cell(run.LearningRate is { } rate ? Texts.Rate(rate) : "")));
        }

        columns.Add(new("time", 30, run => new Cell(run.Elapsed is { } elapsed ? Texts.Time(elapsed) : "")));
        columns.Add(new("left", 3, Left));
        return columns;

        // The losses are left out last; the others take turns.
        void AddMetrics(string prefix, Func<RunView, Metrics?> metrics, int rankOfLoss, int rankOfNext)
        {
            string[] names = [.. runs.SelectMany(run => metrics(run)?.Values ?? []).Select(metric => metric.Key).Distinct()];
            for (int i = 0; i < names.Length; i++)
            {
                string name = names[i];
                columns.Add(new(prefix + name, i == 0 ? rankOfLoss : rankOfNext + (2 * i), run => new Cell(Text(metrics(run), name))));
            }
        }
    }

    /// <summary>How many characters the number of a batch takes.</summary>
    public static int CounterWidth(IReadOnlyList<RunView> runs) => runs.Max(run => Counter(run).Length);

    private static string Counter(RunView run) => run switch
    {
        { State: RunState.Waiting } => "",
        { Batches: 0 } => " " + run.Batch.ToString(CultureInfo.InvariantCulture),
        _ => " " + Texts.Count(run.Batch, run.Batches),
    };

    private static Cell Bar(RunView run, int width, bool withCounter, bool isUnicode)
    {
        if (run.State == RunState.Waiting) { return new Cell(""); }
        int filled = run.Batches > 0 ? (int)((long)width * run.Batch / run.Batches) : 0;
        return new Cell(
            new string(isUnicode ? '━' : '=', filled),
            ColorOf(run.State),
            new string(isUnicode ? '─' : '.', width - filled) + (withCounter ? Counter(run) : ""));
    }

    private static Cell Left(RunView run) => run.State == RunState.Running
        ? new Cell(run.Left is { } left ? Texts.Time(left) : "")
        : new Cell(run.State.ToString().ToLowerInvariant(), ColorOf(run.State));

    private static Color ColorOf(RunState state) => state switch
    {
        RunState.Running => Color.DodgerBlue1,
        RunState.Done => Color.Green,
        RunState.Stopped => Color.Olive,
        RunState.Waiting => Color.Grey,
        _ => Color.Red,
    };

    private static string Text(Metrics? metrics, string name)
    {
        foreach ((string other, double value) in metrics?.Values ?? [])
        {
            if (other == name) { return Texts.Value(value); }
        }

        return "";
    }
}
