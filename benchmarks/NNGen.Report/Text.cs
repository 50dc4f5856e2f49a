using System.Globalization;

namespace NNGen.Report;

/// <summary>Readable numbers.</summary>
internal static class Text
{
    public static CultureInfo Culture => CultureInfo.InvariantCulture;

    /// <summary>Three digits and a unit.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Digits(seconds * 1e9) + " ns",
        < 1e-3 => Digits(seconds * 1e6) + " µs",
        < 1 => Digits(seconds * 1e3) + " ms",
        _ => Digits(seconds) + " s",
    };

    /// <summary>At most three digits, at most two after the decimal point.</summary>
    public static string Digits(double value) => value.ToString(value >= 99.95 ? "F0" : value >= 9.995 ? "F1" : "F2", Culture);

    public static string Ratio(double value) => Digits(value) + "×";

    public static string Percent(double value) => value.ToString("P0", Culture).Replace(" ", "", StringComparison.Ordinal);
}
