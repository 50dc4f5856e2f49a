using System.Globalization;

namespace NNGen;

/// <summary>Numbers as files write them.</summary>
internal static class CsvNumber
{
    /// <summary>A finite number of the invariant culture.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number; infinite or NaN if the text says so.</param>
    public static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value)

        // .NET ignores NUL characters after a number.
        && !text.Contains('\0', StringComparison.Ordinal);
}
