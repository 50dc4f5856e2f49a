using Spectre.Console;
using Spectre.Console.Rendering;

namespace NNGen;

/// <summary>Chooses the columns and rows of the table that fit into the window.</summary>
internal static class TableLayout
{
    private const int Gap = 2;
    private const int ShortBar = 8;
    private const int LongBar = 20;

    /// <summary>Enough for names such as "rate 0.001", which differ at their end.</summary>
    private const int ShortName = 12;

    /// <param name="runs">The runs in their order.</param>
    /// <param name="width">Columns of the window.</param>
    /// <param name="height">Lines of the window.</param>
    /// <param name="isUnicode">Whether it can show more than ASCII.</param>
    public static IRenderable Render(IReadOnlyList<RunView> runs, int width, int height, bool isUnicode)
    {
        IReadOnlyList<RunView> shown = Rows(runs, Math.Max(height - 1, 1));
        RunColumn[] columns = Columns(shown, width, isUnicode);
        Table table = new Table().NoBorder();
        for (int i = 0; i < columns.Length; i++)
        {
            var head = new Paragraph(columns[i].Title, RunColumn.Quiet);
            table.AddColumn(new TableColumn(head)
            {
                Alignment = columns[i].IsText ? Justify.Left : Justify.Right,
                Padding = new Spectre.Console.Padding(0, 0, i + 1 < columns.Length ? Gap : 0, 0),
                NoWrap = true,
            });
        }

        foreach (RunView run in shown) { table.AddRow(columns.Select(column => column.Cell(run).ToParagraph())); }
        return shown.Count == runs.Count ? table : new Rows(table, new Paragraph(Others(runs, shown, width, isUnicode), RunColumn.Quiet));
    }

    /// <summary>If there are too many: those that run, then those that ended last, in their order.</summary>
    private static IReadOnlyList<RunView> Rows(IReadOnlyList<RunView> runs, int count) => runs.Count <= count
        ? runs
        : [.. runs.Select((run, index) => (run, index))
            .OrderBy(row => row.run.State == RunState.Running ? 0 : row.run.HasEnded ? 1 : 2)
            .ThenBy(row => row.run.HasEnded ? -row.index : row.index)
            .Take(Math.Max(count - 1, 1))
            .OrderBy(row => row.index)
            .Select(row => row.run)];

    private static string Others(IReadOnlyList<RunView> runs, IReadOnlyList<RunView> shown, int width, bool isUnicode)
    {
        IEnumerable<string> states = runs.Except(shown, ReferenceEqualityComparer.Instance)
            .Cast<RunView>()
            .GroupBy(run => run.State)
            .OrderByDescending(group => group.Key)
            .Select(group => $"{group.Count()} {StateName(group.First())}");
        return Texts.Cut("and " + string.Join(", ", states), width, isUnicode);
    }

    private static string StateName(RunView run) => run.State.ToString().ToLowerInvariant();

    private static RunColumn[] Columns(IReadOnlyList<RunView> runs, int width, bool isUnicode)
    {
        List<RunColumn> all = RunColumns.All(runs, ShortBar, withCounter: false, isUnicode);
        var chosen = new HashSet<string>();
        int left = width + Gap;

        // First, only the width of a short name is reserved, so that the columns with results have room.
        RunColumn? name = all.Find(column => column.Rank == RunColumns.NameRank);
        int nameWidth = name?.WidthFor(runs) ?? 0;
        int least = Math.Min(nameWidth, ShortName);
        foreach (RunColumn column in all.OrderBy(column => column.Rank))
        {
            int needed = (column == name ? least : column.WidthFor(runs)) + Gap;
            if (needed > left && column.Rank > 0) { continue; }
            left -= needed;
            chosen.Add(column.Title);
        }

        // The remaining width goes to the name, then to the bar.
        int more = Math.Clamp(left, 0, nameWidth - least);
        left -= more;
        bool hasBar = chosen.Contains(RunColumns.BarTitle);
        int counter = hasBar ? RunColumns.CounterWidth(runs) : 0;
        bool withCounter = hasBar && left >= counter;
        if (withCounter) { left -= counter; }
        int bar = Math.Clamp(ShortBar + left, ShortBar, LongBar);
        return
        [
            .. RunColumns.All(runs, bar, withCounter, isUnicode)
                .Where(column => chosen.Contains(column.Title))
                .Select(column => column.Rank == RunColumns.NameRank
                    ? column with { Cell = run => new Cell(Texts.Cut(run.Name, least + more, isUnicode)) }
                    : column),
        ];
    }
}
