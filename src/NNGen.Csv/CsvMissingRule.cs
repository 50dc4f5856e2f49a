using System.Globalization;

namespace NNGen;

/// <summary>What to do where a value of one column is missing: an entry of <see cref="CsvOptions.MissingRules"/>.</summary>
/// <param name="Column">The column: by name or place.</param>
/// <param name="Missing">
/// What to do. A column of words has no <see cref="CsvMissing.Mean"/> and no <see cref="CsvMissing.Median"/>; of a class or target, rows can
/// be dropped and nothing else.
/// </param>
/// <example><code>MissingRules = [new("age", CsvMissing.Median) { HasIndicator = true }, new("city", CsvMissing.MostFrequent)]</code></example>
public sealed record CsvMissingRule(CsvColumn Column, CsvMissing Missing)
{
    /// <summary>The number that <see cref="CsvMissing.Constant"/> puts in.</summary>
    public double Value { get; init; }

    /// <summary>
    /// Whether a feature more, called <c>age is missing</c>, says where the value was missing: 1 there, 0 elsewhere. It follows the column's own
    /// features.
    /// </summary>
    public bool HasIndicator { get; init; }

    /// <summary>The rule as text, the same on every machine.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Column}: {Missing}{(Missing == CsvMissing.Constant ? string.Create(CultureInfo.InvariantCulture, $" {Value}") : "")}{(HasIndicator ? " with an indicator" : "")}");
}
