using System;

namespace NNGen.Generator.CSharp;

/// <summary>Text with indentation. Empty lines are not indented.</summary>
/// <remarks>A thread keeps the memory of its last writer: files of networks are large objects, which .NET only collects together with all other memory.</remarks>
internal sealed class CodeWriter
{
    /// <summary>The number of characters that a thread keeps.</summary>
    private const int KeptLength = 1 << 20;

    [ThreadStatic] private static char[]? kept;

    private char[] text = Kept();
    private int depth;
    private bool blockEnded;

    /// <summary>The number of characters so far.</summary>
    public int Length { get; private set; }

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
        if (blockEnded && length > 0 && lines[start] is not '}' && string.CompareOrdinal(lines, start, "else", 0, 4) != 0) { Append("\n", 0, 1); }
        blockEnded = false;
        if (length > 0)
        {
            for (int i = 0; i < depth; i++) { Append("    ", 0, 4); }
            Append(lines, start, length);
        }

        Append("\n", 0, 1);
    }

    private void Append(string part, int start, int length)
    {
        if (Length + length > text.Length) { Array.Resize(ref text, Math.Max(Length + length, 2 * text.Length)); }
        part.CopyTo(start, text, Length, length);
        Length += length;
    }

    private static char[] Kept()
    {
        char[] text = kept ?? new char[1 << 17];
        kept = null;
        return text;
    }

    /// <summary>Opens a brace; disposing closes it.</summary>
    public Block Braces(string head, string end = "}")
    {
        if (head.Length > 0) { Line(head); }
        Line("{");
        depth++;
        return new Block(this, end);
    }

    /// <summary>Whether a word is in the text behind a place.</summary>
    public bool Contains(string word, int start)
    {
        while ((start = Array.IndexOf(text, word[0], start, Length - start)) >= 0)
        {
            if (start + word.Length <= Length && word.AsSpan().SequenceEqual(text.AsSpan(start, word.Length))) { return true; }
            start++;
        }

        return false;
    }

    /// <summary>Removes a part of the text.</summary>
    public void Remove(int start, int length)
    {
        Array.Copy(text, start + length, text, start, Length - start - length);
        Length -= length;
    }

    /// <summary>The text. Nothing can be written after it.</summary>
    public string End()
    {
        string result = new(text, 0, Length);
        if (text.Length <= KeptLength) { kept = text; }
        text = [];
        return result;
    }

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
