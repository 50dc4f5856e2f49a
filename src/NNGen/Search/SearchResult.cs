using System.Collections;
using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>
/// The trials of a search, from best to worst: completed ones, then those pruned late, pruned early, and diverged.
/// </summary>
public sealed class SearchResult : IReadOnlyList<TrialResult>
{
    private readonly TrialResult[] trials;

    internal SearchResult(IEnumerable<TrialResult> trials, SearchObjective objective)
    {
        this.trials = [.. trials];
        Objective = objective;
        Array.Sort(this.trials, Compare);
    }

    /// <summary>What was compared.</summary>
    public SearchObjective Objective { get; }

    /// <summary>The best trial.</summary>
    /// <exception cref="InvalidOperationException">No trial is finished, or all diverged.</exception>
    public TrialResult Best => trials.Length > 0 && trials[0].Status == TrialStatus.Completed
        ? trials[0]
        : throw new InvalidOperationException(trials.Length == 0
            ? "No trial is finished."
            : $"All {FileText.Number(trials.Length)} trials diverged (search among lower learning rates, and scale the inputs).");

    /// <summary>Number of trials.</summary>
    public int Count => trials.Length;

    /// <summary>A trial by its rank, from 0.</summary>
    public TrialResult this[int index] => trials[index];

    /// <inheritdoc/>
    public IEnumerator<TrialResult> GetEnumerator() => trials.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table, the best trial first: rank, trial, objective and its deviation over the folds, epochs, hyperparameters.</summary>
    /// <returns>Lines that end in a line feed.</returns>
    public override string ToString()
    {
        string[] names = Names();
        bool hasDeviation = trials.Any(trial => trial.Scores.Count > 1);
        var table = new AlignedTable();
        table.Add(["rank", "trial", Objective.Name, .. hasDeviation ? new[] { "±" } : [], "epochs", .. names, "status"]);
        for (int rank = 0; rank < trials.Length; rank++)
        {
            TrialResult trial = trials[rank];
            table.Add([
                Text(rank + 1),
                Text(trial.Number),
                Rounded(trial.Score),
                .. hasDeviation ? new[] { Rounded(trial.Deviation) } : [],
                Text(trial.Epochs),
                .. names.Select(name => ValueOf(trial, name)),
                trial.Status == TrialStatus.Completed ? "" : trial.Status.ToString().ToLowerInvariant(),
            ]);
        }

        return table.ToString();
    }

    /// <summary>The table as CSV (RFC 4180), with every digit and the objective of every fold.</summary>
    /// <returns>Lines that end in a line feed, the first with the names of the columns.</returns>
    public string ToCsv()
    {
        string[] names = Names();
        int folds = trials.Length == 0 ? 0 : trials.Max(trial => trial.Scores.Count);
        var text = new StringBuilder();
        Line(["rank", "trial", "status", "epochs", Objective.Name, "deviation", .. Enumerable.Range(1, folds).Select(fold => $"fold {Text(fold)}"), .. names]);
        for (int rank = 0; rank < trials.Length; rank++)
        {
            TrialResult trial = trials[rank];
            Line([
                Text(rank + 1), Text(trial.Number), trial.Status.ToString().ToLowerInvariant(), Text(trial.Epochs), Text(trial.Score), Text(trial.Deviation),
                .. Enumerable.Range(0, folds).Select(fold => Text(trial.Scores[fold])),
                .. names.Select(name => ValueOf(trial, name)),
            ]);
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append('\n');
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>As Keras prints it, except for zero.</summary>
    private static string Rounded(double value) => value == 0 ? "0.0000" : Metrics.Format(value);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string ValueOf(TrialResult trial, string name) =>
        trial.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { Name: not null } found ? found.Text : "";

    private string[] Names() =>
        [.. trials.OrderBy(trial => trial.Number).SelectMany(trial => trial.Parameters).Select(parameter => parameter.Name).Distinct()];

    private int Compare(TrialResult left, TrialResult right)
    {
        int byStatus = left.Status.CompareTo(right.Status);
        if (byStatus != 0) { return byStatus; }
        int byEpochs = left.Status == TrialStatus.Pruned ? right.Rung.CompareTo(left.Rung) : 0;
        if (byEpochs != 0) { return byEpochs; }
        int byScore = Objective.Compare(left.Score, right.Score);
        return byScore != 0 ? byScore : left.Number.CompareTo(right.Number);
    }
}
