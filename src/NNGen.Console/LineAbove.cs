using Spectre.Console;
using Spectre.Console.Rendering;

namespace NNGen;

/// <summary>
/// A line of text that replaces a drawing, which Spectre.Console then redraws below it. The drawing is not erased, because its lines are
/// longer than the text.
/// </summary>
internal sealed class LineAbove(string text) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [Segment.Control("\e[J"), .. ((IRenderable)new Paragraph(text)).Render(options, maxWidth), Segment.LineBreak];
}
