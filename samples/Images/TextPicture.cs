using System.Text;

namespace Images;

/// <summary>An image of 28 × 28 pixels, drawn with half blocks (two pixels above one another are one character), and a caption below.</summary>
internal sealed class TextPicture
{
    private const int Size = 28;
    private const float Threshold = 0.4f;
    private const string Blocks = " ▀▄█";

    private readonly string[] lines = new string[Size / 2 + 1];

    /// <param name="pixels">28 × 28 values from 0 (paper) to 1 (ink), row by row.</param>
    /// <param name="caption">At most 28 characters.</param>
    public TextPicture(ReadOnlySpan<float> pixels, string caption)
    {
        var line = new StringBuilder();
        for (int row = 0; row < Size; row += 2)
        {
            line.Clear();
            for (int column = 0; column < Size; column++)
            {
                int upper = pixels[row * Size + column] > Threshold ? 1 : 0;
                int lower = pixels[(row + 1) * Size + column] > Threshold ? 2 : 0;
                line.Append(Blocks[upper + lower]);
            }

            lines[row / 2] = line.ToString();
        }

        lines[^1] = caption.PadRight(Size);
    }

    /// <summary>Several pictures in one row; rows without ink above and below all of them are left out.</summary>
    public static string SideBySide(IReadOnlyCollection<TextPicture> pictures)
    {
        string[] rows = [.. Enumerable.Range(0, Size / 2 + 1).Select(line => string.Join("  ", pictures.Select(picture => picture.lines[line])).TrimEnd())];
        return string.Join('\n', rows.Where(row => row.Length > 0));
    }
}
