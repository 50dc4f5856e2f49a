using Spectre.Console;
using Spectre.Console.Rendering;

namespace NNGen;

/// <summary>
/// A sentence that takes the place of a drawing, which Spectre.Console then draws anew below. It does not erase the drawing, whose lines are
/// longer than the sentence's.
/// </summary>
internal sealed class LineAbove(string text) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [Segment.Control("\e[J"), .. ((IRenderable)new Paragraph(text)).Render(options, maxWidth), Segment.LineBreak];
}
