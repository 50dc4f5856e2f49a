using Spectre.Console;

namespace NNGen;

/// <summary>A cell: some text, and after it a second part in the color of what stands back.</summary>
internal readonly record struct Cell(string Text, Color? Color = null, string Rest = "")
{
    public int Width => Texts.Width(Text) + Texts.Width(Rest);

    public Paragraph ToParagraph()
    {
        Paragraph paragraph = new Paragraph().Append(Text, Color is { } color ? new Style(color) : Style.Plain);
        return Rest.Length > 0 ? paragraph.Append(Rest, RunColumn.Quiet) : paragraph;
    }
}

/// <summary>A column that is shown if there is room.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Rank">Which columns go first where there is not enough room for all: those with the highest number.</param>
/// <param name="Cell">The cell of a run.</param>
/// <param name="IsText">Whether it begins at the left; numbers end at the right.</param>
internal sealed record RunColumn(string Title, int Rank, Func<RunView, Cell> Cell, bool IsText = false)
{
    public static readonly Style Quiet = new(Color.Grey);

    public int WidthFor(IReadOnlyList<RunView> runs) => Math.Max(Texts.Width(Title), runs.Max(run => Cell(run).Width));
}
