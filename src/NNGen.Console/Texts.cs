using System.Globalization;
using Spectre.Console.Rendering;

namespace NNGen;

/// <summary>Numbers and times in as few characters as possible.</summary>
internal static class Texts
{
    /// <summary>A loss or a metric: four decimals if they are significant, as in the plain line.</summary>
    public static string Value(double value) => Math.Abs(value) switch
    {
        0 => "0.0000",
        < 1e-3 or >= 1e6 => value.ToString("0.00e+00", CultureInfo.InvariantCulture),
        >= 1e3 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    public static string Rate(double value) => value.ToString("g3", CultureInfo.InvariantCulture);

    /// <summary>Minutes and seconds, with hours if there are any, or days if there are many.</summary>
    public static string Time(TimeSpan time) => TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)) switch
    {
        { TotalDays: >= 4 } days => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(days.TotalDays)} days"),
        { TotalHours: >= 1 } hours => string.Create(CultureInfo.InvariantCulture, $"{(int)hours.TotalHours}:{hours.Minutes:00}:{hours.Seconds:00}"),
        var minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.Minutes}:{minutes.Seconds:00}"),
    };

    public static string Count(int part, int whole)
    {
        string total = whole.ToString(CultureInfo.InvariantCulture);
        return part.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length) + "/" + total;
    }

    /// <summary>Columns of the window that a text takes; some characters take two.</summary>
    public static int Width(string text) => new Segment(text).CellCount();

    /// <summary>The beginning of a text, with an ellipsis.</summary>
    public static string Cut(string text, int width, bool isUnicode)
    {
        if (Width(text) <= width) { return text; }
        string sign = isUnicode ? "…" : "~";
        StringInfo letters = new(text);
        for (int count = letters.LengthInTextElements - 1; count > 0; count--)
        {
            string cut = letters.SubstringByTextElements(0, count);
            if (Width(cut) + 1 <= width) { return cut.TrimEnd() + sign; }
        }

        return sign;
    }

    /// <summary>The text in one line: a line break in a name or a message would break the table.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
