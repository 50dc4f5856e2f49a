using System.Globalization;

namespace NNGen.Generator.Tests;

/// <summary>Other cultures' formats of numbers. The tests run without culture data, so the differences are defined here.</summary>
internal static class ForeignCultures
{
    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => ["de-DE", "sv-SE", "tr-TR", "ar-SA", "fa-IR"];

    /// <summary>Runs an action as on a machine of that culture; the name "" is the invariant culture.</summary>
    public static T In<T>(string name, Func<T> run)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Of(name);
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    private static CultureInfo Of(string name)
    {
        if (name.Length == 0) { return CultureInfo.InvariantCulture; }
        (string point, string group, string minus) = name switch
        {
            "de-DE" => (",", ".", "-"),
            "sv-SE" => (",", "\u00a0", "\u2212"),
            "tr-TR" => (",", ".", "-"),
            "ar-SA" => ("\u066b", "\u066c", "\u061c-"),
            "fa-IR" => ("\u066b", "\u066c", "\u200e\u2212"),
            _ => throw new ArgumentException($"Nothing is written down of {name}.", nameof(name)),
        };
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NumberDecimalSeparator = point,
            NumberGroupSeparator = group,
            NegativeSign = minus,
            PositiveInfinitySymbol = "∞",
            NaNSymbol = "¤",
            PercentDecimalSeparator = point,
            PercentGroupSeparator = group,
        };
        return culture;
    }
}
