namespace NNGen;

/// <summary>What to do if a feature's value is missing (see <see cref="CsvOptions.MissingMarkers"/>).</summary>
/// <remarks>
/// The substitute for a missing value is learned from the rows that the schema is inferred from, and is the same for every other file.
/// </remarks>
public enum CsvMissing
{
    /// <summary>An error with line and column.</summary>
    Error,

    /// <summary>The row is left out; so are rows whose class or target is missing.</summary>
    DropRow,

    /// <summary>A missing number becomes the mean of its column; a missing category becomes all zeros.</summary>
    Mean,

    /// <summary>A missing number becomes <see cref="CsvOptions.MissingValue"/>; a missing category becomes all zeros.</summary>
    Constant,

    /// <summary>
    /// A missing number becomes the median of its column (the mean of the two middle values if their number is even); a missing category becomes
    /// all zeros. The column's values are kept in memory while the schema is inferred.
    /// </summary>
    Median,

    /// <summary>A missing value becomes the most frequent one of its column; of several the smallest, or first in order.</summary>
    MostFrequent,
}
