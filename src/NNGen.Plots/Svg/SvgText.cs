using System.Globalization;
using System.Text;

namespace NNGen.Plots;

/// <summary>Numbers and text in SVG format.</summary>
internal static class SvgText
{
    // Far outside of any picture; viewers calculate in single precision.
    private const double Limit = 100_000;

    /// <summary>A coordinate with two decimals at most, and never a negative zero.</summary>
    public static string Number(double value) => Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A coordinate with one decimal: for long paths, where a tenth of a pixel cannot be seen.</summary>
    public static string Short(double value) => Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Text for an element or an attribute; characters that XML forbids become a replacement character.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < ' ' or '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'),
                _ when char.IsSurrogate(c) => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    private static double Round(double value, int decimals)
    {
        if (double.IsNaN(value)) { throw new ArgumentException("NaN is not a coordinate.", nameof(value)); }
        return Math.Round(Math.Clamp(value, -Limit, Limit), decimals, MidpointRounding.AwayFromZero) + 0.0;
    }
}
