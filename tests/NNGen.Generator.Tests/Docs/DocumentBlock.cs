namespace NNGen.Generator.Tests;

/// <summary>A fenced block of a Markdown document.</summary>
/// <param name="Language">What follows the fence, such as <c>csharp</c>.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Line">The number of the first of these lines, from 1.</param>
internal sealed record DocumentBlock(string Language, string Text, int Line)
{
    public static IReadOnlyList<DocumentBlock> Read(string path)
    {
        var blocks = new List<DocumentBlock>();
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) { continue; }
            int start = i + 1;
            int end = Array.IndexOf(lines, "```", start);
            Assert.True(end >= 0, $"{path}: the block of line {start} is not closed.");
            blocks.Add(new DocumentBlock(lines[i][3..].Trim(), string.Join('\n', lines[start..end]), start + 1));
            i = end;
        }

        return blocks;
    }
}
