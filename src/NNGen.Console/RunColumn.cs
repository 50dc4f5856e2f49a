using Spectre.Console;

namespace NNGen;

/// <summary>A cell: some text, followed by a second part in a muted color.</summary>
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
/// <param name="Title">The heading.</param>
/// <param name="Rank">If there is not enough room for all columns, those with the highest rank are left out first.</param>
/// <param name="Cell">The cell of a run.</param>
/// <param name="IsText">Whether it is left-aligned; numbers are right-aligned.</param>
internal sealed record RunColumn(string Title, int Rank, Func<RunView, Cell> Cell, bool IsText = false)
{
    public static readonly Style Quiet = new(Color.Grey);

    public int WidthFor(IReadOnlyList<RunView> runs) => Math.Max(Texts.Width(Title), runs.Max(run => Cell(run).Width));
}
