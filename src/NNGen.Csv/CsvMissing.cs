namespace NNGen;

/// <summary>What to do where a feature's value is missing (see <see cref="CsvOptions.MissingMarkers"/>).</summary>
/// <remarks>What stands for a missing value is learned from the rows that the schema is inferred from, and is the same for every other file.</remarks>
public enum CsvMissing
{
    /// <summary>An error with line and column.</summary>
    Error,

    /// <summary>The row is left out; so are rows whose class or target is missing.</summary>
    DropRow,

    /// <summary>A number is the mean of its column; a category is none: all zeros.</summary>
    Mean,

    /// <summary>A number is <see cref="CsvOptions.MissingValue"/>; a category is none: all zeros.</summary>
    Constant,

    /// <summary>
    /// A number is the median of its column (of an even number of values the mean of the two in the middle); a category is none: all zeros. The
    /// column's values are kept in memory while the schema is inferred.
    /// </summary>
    Median,

    /// <summary>A number or category is the one that occurs most often in its column; of several the smallest, or first in order.</summary>
    MostFrequent,
}
