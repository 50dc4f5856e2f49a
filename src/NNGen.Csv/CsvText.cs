using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>How messages show what a file says: short, and without control characters.</summary>
internal static class CsvText
{
    private const int MaxQuoted = 80;
    private const int MaxListed = 16;

    public static string Quote(string text)
    {
        StringBuilder quoted = new("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxQuoted)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c)) { quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); }
            else { quoted.Append(c); }
        }

        return quoted.Append(text.Length > MaxQuoted ? "...'" : "'").ToString();
    }

    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MaxListed).Select(Quote)) + (names.Count > MaxListed ? $", ... ({Number(names.Count)} in all)" : "");

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
