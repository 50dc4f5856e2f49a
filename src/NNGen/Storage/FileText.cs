using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>Formats texts from files for messages: short, and without control characters.</summary>
internal static class FileText
{
    /// <summary>Longest text from a file in a message; a header may hold names of megabytes.</summary>
    private const int MaxQuoted = 80;

    /// <summary>The most entries of a list in a message.</summary>
    private const int MaxListed = 16;

    public static string Quote(string text) => $"'{Short(text)}'";

    /// <summary>A text without quotes.</summary>
    public static string Short(string text)
    {
        StringBuilder quoted = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxQuoted)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c)) { quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); }
            else { quoted.Append(c); }
        }

        return quoted.Append(text.Length > MaxQuoted ? "..." : "").ToString();
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things, such as <c>1 value</c> or <c>2,100 classes</c>.</summary>
    public static string Counted(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}";

    public static string Shape<TDimension>(IReadOnlyList<TDimension> shape)
        where TDimension : IFormattable =>
        $"[{string.Join(", ", shape.Take(MaxListed).Select(d => d.ToString(null, CultureInfo.InvariantCulture)))}{More(shape.Count)}]";

    public static string Names(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "none" : string.Join(", ", names.Take(MaxListed).Select(Quote)) + More(names.Count);

    private static string More(int count) => count > MaxListed ? $", ... ({Number(count)} in all)" : "";
}
