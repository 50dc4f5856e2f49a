using System.Globalization;

namespace NNGen;

/// <summary>What to do if a value of one column is missing: an entry of <see cref="CsvOptions.MissingRules"/>.</summary>
/// <param name="Column">The column: by name or index.</param>
/// <param name="Missing">
/// What to do. A categorical column has no <see cref="CsvMissing.Mean"/> and no <see cref="CsvMissing.Median"/>; for a class or target, only
/// an error or dropping the row is possible.
/// </param>
/// <example><code>MissingRules = [new("age", CsvMissing.Median) { HasIndicator = true }, new("city", CsvMissing.MostFrequent)]</code></example>
public sealed record CsvMissingRule(CsvColumn Column, CsvMissing Missing)
{
    /// <summary>The number that <see cref="CsvMissing.Constant"/> substitutes.</summary>
    public double Value { get; init; }

    /// <summary>
    /// Whether an additional feature, called <c>age is missing</c>, is 1 if the value was missing and 0 otherwise. It follows the column's own
    /// features.
    /// </summary>
    public bool HasIndicator { get; init; }

    /// <summary>The rule as text, the same on every machine.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Column}: {Missing}{(Missing == CsvMissing.Constant ? string.Create(CultureInfo.InvariantCulture, $" {Value}") : "")}{(HasIndicator ? " with an indicator" : "")}");
}
