using System;
using System.Text;

namespace NNGen.Generator.CSharp;

/// <summary>Text with indentation. Empty lines are not indented.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;
    private bool blockEnded;

    /// <summary>The number of characters so far.</summary>
    public int Length => text.Length;

    public void Line(string line = "") => Line(line, 0, line.Length);

    public void Lines(string lines)
    {
        for (int start = 0; start <= lines.Length;)
        {
            int end = lines.IndexOf('\n', start);
            if (end < 0) { end = lines.Length; }
            int length = end - start;
            Line(lines, start, length > 0 && lines[end - 1] == '\r' ? length - 1 : length);
            start = end + 1;
        }
    }

    private void Line(string lines, int start, int length)
    {
        // A blank line follows every block, unless the block is the last one or continues.
        if (blockEnded && length > 0 && lines[start] is not '}' && string.CompareOrdinal(lines, start, "else", 0, 4) != 0) { text.Append('\n'); }
        blockEnded = false;
        if (length > 0) { text.Append(' ', depth * 4).Append(lines, start, length); }
        text.Append('\n');
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
