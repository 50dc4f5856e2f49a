using System.Text;

namespace Digits;

/// <summary>An image of 8 × 8 pixels, drawn with shaded characters, and a caption below.</summary>
internal sealed class TextPicture
{
    private const int Size = 8;
    private const string Shades = " ░▒▓█";

    private readonly string[] lines = new string[Size + 1];

    /// <param name="pixels">8 × 8 values from 0 (paper) to 1 (ink), row by row.</param>
    /// <param name="caption">At most 16 characters.</param>
    public TextPicture(ReadOnlySpan<float> pixels, string caption)
    {
        var line = new StringBuilder();
        for (int row = 0; row < Size; row++)
        {
            line.Clear();

            // A character is about twice as high as wide, so two of them are a square pixel.
            foreach (float ink in pixels.Slice(row * Size, Size)) { line.Append(Shades[(int)(ink * (Shades.Length - 1) + 0.5f)], 2); }
            lines[row] = line.ToString();
        }

        lines[Size] = caption.PadRight(2 * Size);
    }

    /// <summary>Several pictures in one row.</summary>
    public static string SideBySide(IReadOnlyCollection<TextPicture> pictures)
    {
        var text = new StringBuilder();
        for (int line = 0; line <= Size; line++)
        {
            text.AppendLine(string.Join("   ", pictures.Select(picture => picture.lines[line])).TrimEnd());
        }

        return text.ToString();
    }
}
