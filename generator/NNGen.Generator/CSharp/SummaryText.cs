using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.CSharp;

/// <summary>The table of layers in the format of Keras's <c>summary()</c>.</summary>
internal static class SummaryText
{
    private static readonly int[] Widths = [33, 24, 15];

    public static string Print(NetworkGraph graph)
    {
        var text = new StringBuilder();
        int[] widths = Widths.ToArray();
        var rows = graph.Rows().Select(row => new[]
        {
            $"{row.Layer.Name} ({row.Layer.Kind})",
            $"(None, {InvariantText.List(row.Layer.Output.Dimensions)})",
            Number(row.Layer.ParameterCount + StateOf(row.Layer)),
        }).ToList();
        foreach (string[] row in rows)
        {
            for (int i = 0; i < widths.Length; i++) { widths[i] = System.Math.Max(widths[i], row[i].Length + 2); }
        }

        text.Append($"Model: \"{graph.Declaration.Name.TrimStart('@')}\"\n");
        Rule("┏", "━", "┳", "┓");
        Cells("┃", ["Layer (type)", "Output Shape", "Param #"]);
        Rule("┡", "━", "╇", "┩");
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0) { Rule("├", "─", "┼", "┤"); }
            Cells("│", rows[i]);
        }

        Rule("└", "─", "┴", "┘");
        int state = graph.Layers.Sum(StateOf);
        text.Append($" Total params: {Sized(graph.ParameterCount + state)}\n Trainable params: {Sized(graph.ParameterCount)}\n Non-trainable params: {Sized(state)}");
        return text.ToString();

        string Sized(int count) => $"{Number(count)} ({Bytes(count * (graph.Declaration.Precision == Precision.Double ? 8L : 4L))})";

        void Rule(string left, string line, string cross, string right) => text
            .Append(left).Append(string.Join(cross, widths.Select(width => new string(line[0], width)))).Append(right).Append('\n');

        void Cells(string bar, IReadOnlyList<string> cells)
        {
            for (int i = 0; i < cells.Count; i++)
            {
                int room = widths[i] - 2;
                text.Append(bar).Append(' ').Append(i == 2 ? cells[i].PadLeft(room) : cells[i].PadRight(room)).Append(' ');
            }

            text.Append(bar).Append('\n');
        }
    }

    /// <summary>A layer's values that are not trained, as Keras counts them: it has no counters of batches.</summary>
    private static int StateOf(Layer layer) => layer.State.Where(tensor => !tensor.IsCounter).Sum(tensor => tensor.Count);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes in units of 1,024, as Keras prints them.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        int unit = 0;
        for (; value >= 1024 && unit < 3; unit++) { value /= 1024; }
        return value.ToString("0.00", CultureInfo.InvariantCulture) + " " + new[] { "B", "KB", "MB", "GB" }[unit];
    }
}
