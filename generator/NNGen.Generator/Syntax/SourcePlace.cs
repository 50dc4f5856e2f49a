using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generator.Syntax;

/// <summary>A location in a file as plain numbers: a Roslyn location would keep its compilation alive in the caches of the generator.</summary>
internal readonly record struct SourcePlace(string File, int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    public static SourcePlace Of(string file, TextSpan span, LinePositionSpan lines) =>
        new(file, span.Start, span.Length, lines.Start.Line, lines.Start.Character, lines.End.Line, lines.End.Character);

    public Location ToLocation() =>
        Location.Create(File, new TextSpan(Start, Length), new LinePositionSpan(new LinePosition(Line, Column), new LinePosition(EndLine, EndColumn)));
}
