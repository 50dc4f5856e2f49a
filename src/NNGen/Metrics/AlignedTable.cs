using System.Text;

namespace NNGen;

/// <summary>Lines of cells, printed in columns: the first column left-aligned, the others right-aligned.</summary>
internal sealed class AlignedTable
{
    private readonly List<string[]> lines = [];

    public void Add(string[] cells) => lines.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, lines.Max(line => line.Length)).Select(column => lines.Max(line => line.ElementAtOrDefault(column)?.Length ?? 0))];
        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            string row = string.Join("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])));
            text.Append(row.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
