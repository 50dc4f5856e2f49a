using System;
using System.Text;

namespace NNGen.Generator.CSharp;

/// <summary>Text with indentation. Empty lines are not indented.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;
    private bool blockEnded;

    public void Line(string line = "")
    {
        // A blank line follows every block, unless the block is the last one or continues.
        if (blockEnded && line.Length > 0 && line[0] is not '}' && !line.StartsWith("else", StringComparison.Ordinal)) { text.Append('\n'); }
        blockEnded = false;
        if (line.Length > 0) { text.Append(' ', depth * 4).Append(line); }
        text.Append('\n');
    }

    public void Lines(string lines)
    {
        foreach (string line in lines.Split('\n')) { Line(line.TrimEnd('\r')); }
    }

    /// <summary>Opens a brace; disposing closes it.</summary>
    public Block Braces(string head, string end = "}")
    {
        if (head.Length > 0) { Line(head); }
        Line("{");
        depth++;
        return new Block(this, end);
    }

    public override string ToString() => text.ToString();

    public readonly struct Block(CodeWriter writer, string end) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line(end);
            writer.blockEnded = true;
        }
    }
}
